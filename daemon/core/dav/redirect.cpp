#include "core/dav/redirect.hpp"

#include <string>

namespace evenkeel::dav {
namespace {

bool upgrade_of_same_host(const Url& from, const Url& to) {
  return from.host == to.host && from.scheme == "http" && from.port == 80 && to.scheme == "https" &&
         to.port == 443;
}

}  // namespace

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool credentials_may_follow(const Url& from, const Url& to, Phase phase) {
  if (same_origin(from, to) || upgrade_of_same_host(from, to)) return true;
  return phase == Phase::discovery && to.scheme == "https" && same_site(from, to);
}

bool credentials_belong(const std::string& configured, const Url& to) {
  const auto from = parse_url(configured);
  return from && credentials_may_follow(*from, to, Phase::discovery);
}

Expected<Request> redirected(const Request& sent, const ResponseHead& head, int followed, Phase phase) {
  if (followed >= max_redirects) return fail(ErrorKind::refused, "the server redirects in circles");
  const auto from = parse_url(sent.url);
  const auto location = head.header("location");
  if (!from || location.empty()) return fail(ErrorKind::invalid_data, "the server redirects to nowhere");
  auto to = resolve(*from, location);
  if (!to) return fail(ErrorKind::refused, "the server redirects to an address that is no http(s) URL");
  if (from->scheme == "https" && to->scheme == "http") {
    return fail(ErrorKind::refused, "the server redirects from https to http at " + to->origin() +
                                        "; that would give the calendar away");
  }
  const bool discovers = phase == Phase::discovery && sent.method == "PROPFIND";
  if (head.status == 303 && sent.method != "GET" && !discovers) {
    return fail(ErrorKind::refused, "303: the server does not take calendar requests at this address");
  }
  Request next = sent;
  next.credentials = sent.credentials && credentials_may_follow(*from, *to, phase);
  to->userinfo.clear();  // nobody but the configuration says who we are
  if (next.credentials && same_origin(*from, *to)) to->userinfo = from->userinfo;
  next.url = to->str();
  return next;
}

}  // namespace evenkeel::dav
