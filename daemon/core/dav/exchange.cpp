#include "core/dav/exchange.hpp"

#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::size_t error_body = 4096;  // enough to tell a quota from a refusal

}  // namespace

SendRequest Exchange::send(Request request, Phase phase, int expected, bool keep_body, int also) {
  request_ = std::move(request);
  phase_ = phase;
  expected_ = expected;
  also_ = also;
  keep_body_ = keep_body;
  redirects_ = 0;
  permanent_ = true;
  overflow_ = false;
  head_ = {};
  body_.clear();
  under_way_ = true;
  return {++tag_, request_};
}

void Exchange::on_head(int tag, const ResponseHead& head) {
  // 1xx are not the answer yet.
  if (under_way_ && tag == tag_ && head.status >= 200) head_ = head;
}

std::string_view Exchange::on_body(int tag, std::string_view bytes) {
  if (!under_way_ || tag != tag_) return {};
  if (good() && !keep_body_) return bytes;
  const auto room = (good() ? request_.limits.max_bytes : error_body) - body_.size();
  if (good() && bytes.size() > room) overflow_ = true;
  body_.append(bytes.substr(0, room));
  return {};
}

/// Where a redirect has led away from whom the credentials are for, they are not to blame.
Failure Exchange::refusal() const {
  const int status = head_.status;
  const bool blames = status == 401 || status == 403 || status == 407;
  if (!blames || redirects_ == 0 || request_.credentials || user_.empty())
    return classify(head_, body_, user_, now_);
  const std::string to = parse_url(request_.url).value_or(Url{}).origin();
  return {{status == 403 ? ErrorKind::permanent : ErrorKind::unauthorised,
           "the server redirects to " + to +
               ", where user and password are not sent; if that is right, configure its URL"},
          std::nullopt};
}

Answer Exchange::answer(std::optional<Failure> failure) {
  under_way_ = false;
  Answer out;
  out.url = parse_url(request_.url).value_or(Url{});
  out.moved_for_good = redirects_ > 0 && permanent_;
  out.head = std::exchange(head_, {});
  out.body = std::exchange(body_, {});
  out.failure = std::move(failure);
  return out;
}

std::optional<std::variant<SendRequest, Answer>> Exchange::on_complete(int tag,
                                                                       const Expected<void>& result) {
  if (!under_way_ || tag != tag_) return std::nullopt;
  if (!result) return answer(Failure{result.error(), std::nullopt});
  if (head_.status == 0) {
    return answer(Failure{{ErrorKind::transient, "the server closed the connection without an answer"}, {}});
  }
  if (is_redirect(head_.status)) {
    auto next = redirected(request_, head_, redirects_, phase_);
    if (!next) return answer(Failure{next.error(), std::nullopt});
    permanent_ = permanent_ && (head_.status == 301 || head_.status == 308);
    ++redirects_;
    request_ = std::move(*next);
    head_ = {};
    body_.clear();
    return SendRequest{++tag_, request_};
  }
  if (!good()) return answer(refusal());
  if (overflow_) return answer(Failure{{ErrorKind::refused, "the answer is larger than allowed"}, {}});
  return answer(std::nullopt);
}

}  // namespace evenkeel::dav
