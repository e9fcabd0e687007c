#include "io/net/transfer.hpp"

#include "io/net/addresses.hpp"
#include "io/net/failure.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>

namespace evenkeel::net {

namespace {

// What no calendar compresses to: a bomb. Small answers may be of any ratio.
constexpr std::uint64_t kMostRatio = 250;
// Bytes a second; what comes more slowly counts as stalled.
constexpr long kSlowest = 500;
constexpr std::uint64_t kRatioCountsFrom = 4U << 20U;
// As much of a body waits here until it is taken. Of what is compressed one read may bring a lot.
constexpr std::size_t kMostUntaken = 1U << 20U;

/// `percent` of each time limit, a second at least.
dav::Limits hurried(dav::Limits limits, unsigned percent) {
  for (auto* limit : {&limits.total, &limits.connect, &limits.stalled}) {
    *limit = std::max<std::chrono::seconds>(std::chrono::seconds(1), *limit * percent / 100);
  }
  return limits;
}

bool has_line_end(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

}  // namespace

std::optional<Error> Transfer::objection(const dav::Request& request, const Account& account) {
  const std::string origin = origin_of(request.url);
  const auto objection = [&](ErrorKind kind, const char* text) { return Error{kind, origin + ": " + text}; };
  if (origin == "?") return objection(ErrorKind::permanent, "this is no URL");
  if (!origin.starts_with("http://") && !origin.starts_with("https://")) {
    return objection(ErrorKind::refused, "only http and https are spoken here");
  }
  if (request.credentials && !account.bearer.empty() && is_unprotected(request.url)) {
    return objection(ErrorKind::refused, "a token goes nowhere without TLS; use https");
  }
  const bool split = std::ranges::any_of(request.headers, [](const dav::Header& header) {
    return has_line_end(header.first) || has_line_end(header.second) || header.first.empty();
  });
  if (split || has_line_end(request.url) || !is_token(request.method)) {
    return objection(ErrorKind::refused, "a line end or other control character is in the request");
  }
  return std::nullopt;
}

Transfer::Transfer(TransferId id, dav::Request request, const Account& account,
                   const TransportOptions& options, std::vector<TransferEvent>& events, WireCount& count,
                   EasyHandle knowing)
    : id_(id),
      request_(std::move(request)),
      origin_(origin_of(request_.url)),
      local_allowed_(account.local_allowed),
      led_by_(account.own_host == host_of(request_.url) ? std::string() : account.own_host),
      events_(events),
      count_(count),
      head_(options.max_header_bytes, options.max_headers),
      knowing_(knowing != nullptr),
      handle_(knowing != nullptr ? std::move(knowing) : make_easy()) {
  request_.limits = hurried(request_.limits, options.patience);
  set_safety(account, options);
  set_limits();
  set_message();
  set_callbacks();
}

void Transfer::set_safety(const Account& account, const TransportOptions& options) {
  CURL* handle = handle_.get();
  set(handle, CURLOPT_URL, request_.url.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);  // with 7.88 a REPORT would lose its body, and a PUT become a GET
  set(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(handle, CURLOPT_PROXY, "");
  set(handle, CURLOPT_NOPROXY, "*");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!account.ca_file.empty()) {
    set(handle, CURLOPT_CAINFO, account.ca_file.c_str());
    set(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
  }
  if (request_.credentials) set_sign_in(account);
}

void Transfer::set_sign_in(const Account& account) {
  CURL* handle = handle_.get();
  if (!account.bearer.empty()) {
    set(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
    set(handle, CURLOPT_XOAUTH2_BEARER, account.bearer.reveal().c_str());
    return;
  }
  if (account.user.empty()) return;
  // With Digest libcurl asks, is refused, and asks again within one transfer: the first 401 is none.
  negotiates_ = account.digest || is_unprotected(request_.url);
  set(handle, CURLOPT_HTTPAUTH, static_cast<long>(negotiates_ ? CURLAUTH_DIGEST : CURLAUTH_BASIC));
  set(handle, CURLOPT_USERNAME, account.user.c_str());
  set(handle, CURLOPT_PASSWORD, account.password.reveal().c_str());
}

void Transfer::set_limits() {
  CURL* handle = handle_.get();
  const auto milliseconds = [](std::chrono::seconds s) { return static_cast<long>(s.count() * 1000); };
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request_.limits.connect));
  set(handle, CURLOPT_TIMEOUT_MS, milliseconds(request_.limits.total));
  set(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowest);
  set(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request_.limits.stalled.count()));
}

void Transfer::set_message() {
  CURL* handle = handle_.get();
  const std::string& method = request_.method;
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, method) != names.end();
  };
  // As it was, in a handle that is used again.
  set(handle, CURLOPT_HTTPGET, 1L);
  set(handle, CURLOPT_CUSTOMREQUEST, static_cast<char*>(nullptr));
  set(handle, CURLOPT_ACCEPT_ENCODING, static_cast<char*>(nullptr));
  set(handle, CURLOPT_FRESH_CONNECT, 0L);
  if (method == "HEAD") {
    set(handle, CURLOPT_NOBODY, 1L);
  } else if (!request_.body.empty() || !is({"GET", "DELETE", "OPTIONS"})) {
    // As a whole, so with Content-Length: some servers refuse chunks.
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(handle, CURLOPT_POSTFIELDS, request_.body.data());
  }
  if (method != "HEAD") set(handle, CURLOPT_CUSTOMREQUEST, method.c_str());
  // libcurl sends again what died on a connection it had kept. A write must not go twice: it gets a new one.
  if (!is({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})) set(handle, CURLOPT_FRESH_CONNECT, 1L);
  if (request_.accept_compressed) set(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  headers_.append("Expect:");
  bool typed = false;
  for (const auto& [name, value] : request_.headers) {
    typed = typed || curl_strequal(name.c_str(), "Content-Type") != 0;
    headers_.append(value.empty() ? name + ";" : name + ": " + value);
  }
  if (!typed) headers_.append("Content-Type:");  // libcurl would call it a form
  set(handle, CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_callbacks() {
  CURL* handle = handle_.get();
  set(handle, CURLOPT_PRIVATE, this);
  set(handle, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(handle, CURLOPT_HEADERDATA, this);
  set(handle, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(handle, CURLOPT_WRITEDATA, this);
  set(handle, CURLOPT_DEBUGFUNCTION, &Transfer::on_wire);
  set(handle, CURLOPT_DEBUGDATA, this);
  set(handle, CURLOPT_VERBOSE, 1L);  // else on_wire is not called; nothing is printed
  set(handle, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket);
  set(handle, CURLOPT_OPENSOCKETDATA, this);
}

bool Transfer::stop(ErrorKind kind, const std::string& text) {
  stopped_ = Error{kind, origin_ + ": " + text};
  return false;
}

Expected<void> Transfer::result(CURLcode code) const {
  if (code == CURLE_OK) return {};  // also where one address was refused and another one answered
  if (stopped_) return std::unexpected(*stopped_);
  return std::unexpected(transfer_failure(code, handle_.get(), origin_, request_.limits));
}

void Transfer::hold_or_tell(dav::ResponseHead head) {
  held_.reset();
  refused_ = head.status == 401;
  if (negotiates_ && head.status == 401) {
    held_ = std::move(head);
    head_.restart();
  } else {
    events_.emplace_back(HeadReceived{id_, std::move(head)});
  }
}

CURLcode Transfer::told() {
  untaken_ = 0;
  if (!std::exchange(full_, false) || held_by_driver_) return CURLE_OK;
  return curl_easy_pause(handle_.get(), CURLPAUSE_CONT);
}

CURLcode Transfer::hold(bool held) {
  held_by_driver_ = held;
  if (!held && full_) return CURLE_OK;  // it goes on with what is taken
  return curl_easy_pause(handle_.get(), held ? CURLPAUSE_RECV : CURLPAUSE_CONT);
}

EasyHandle Transfer::take_handle() {
  CURL* handle = handle_.get();
  // Nothing in it leads here any more.
  set(handle, CURLOPT_VERBOSE, 0L);
  set(handle, CURLOPT_DEBUGFUNCTION, static_cast<curl_debug_callback>(nullptr));
  set(handle, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  set(handle, CURLOPT_POSTFIELDS, static_cast<char*>(nullptr));
  return std::move(handle_);
}

void Transfer::tell_held() {
  if (held_) events_.emplace_back(HeadReceived{id_, *std::exchange(held_, std::nullopt)});
}

size_t Transfer::on_header(char* data, size_t size, size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::string_view line(data, size * count);
  switch (transfer.head_.feed(line)) {
    case HeadReader::State::too_big:
      transfer.stop(ErrorKind::refused, "too many or too long headers in the answer");
      return 0;
    case HeadReader::State::complete:
      transfer.hold_or_tell(transfer.head_.take());
      break;
    case HeadReader::State::more:
      break;
  }
  return line.size();
}

size_t Transfer::on_body(char* data, size_t size, size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::string_view bytes(data, size * count);
  if (transfer.untaken_ >= kMostUntaken) {
    transfer.full_ = true;
    return CURL_WRITEFUNC_PAUSE;  // libcurl gives it again
  }
  transfer.untaken_ += bytes.size();
  transfer.decoded_ += bytes.size();
  const std::uint64_t most = transfer.request_.limits.max_bytes;
  if (transfer.decoded_ > most) {
    transfer.stop(ErrorKind::refused, "the answer is longer than " + std::to_string(most) + " bytes");
    return 0;
  }
  if (transfer.decoded_ > kRatioCountsFrom && transfer.decoded_ / kMostRatio > transfer.received_) {
    transfer.stop(ErrorKind::refused, "the answer is compressed too much to be honest");
    return 0;
  }
  if (transfer.refused_by_knowledge()) return bytes.size();  // it is asked again
  transfer.tell_held();  // libcurl hands out no body of a 401 that it answers itself
  transfer.events_.emplace_back(BodyReceived{transfer.id_, std::string(bytes)});
  return bytes.size();
}

int Transfer::on_wire(CURL* /*handle*/, curl_infotype type, char* data, size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  // The first one was counted when it was submitted; libcurl may send more, for Digest or on a new
  // connection.
  const bool head =
      type == CURLINFO_HEADER_OUT && std::string_view(data, size).starts_with(transfer.request_.method + " ");
  if (head && ++transfer.sent_heads_ > 1) ++transfer.count_.requests;
  if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT) transfer.count_.sent += size;
  if (type == CURLINFO_HEADER_IN || type == CURLINFO_DATA_IN) transfer.count_.received += size;
  if (type == CURLINFO_DATA_IN) transfer.received_ += size;
  return 0;
}

curl_socket_t Transfer::on_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  const bool led_astray = !transfer.led_by_.empty() && !may_lead_to(transfer.led_by_, address->addr);
  if (led_astray || (!transfer.local_allowed_ && is_local_address(address->addr))) {
    transfer.stop(ErrorKind::refused, "this name leads to an address of the local network");
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace evenkeel::net
