#include "io/net/channel.hpp"

#include "io/net/addresses.hpp"

#include <algorithm>
#include <array>

namespace evenkeel::net {

namespace {

std::unexpected<Error> stopped() {
  return fail(ErrorKind::transient, "stopped");
}

}  // namespace

Channel::Channel(const MailAccount& account, const Stop& stop)
    : account_(account),
      stop_(stop),
      origin_(origin_of(account.url)),
      end_(std::chrono::steady_clock::now() + account.total),
      heard_(std::chrono::steady_clock::now()),
      handle_(make_easy()),
      multi_(make_multi()) {}

Channel::~Channel() {
  curl_multi_remove_handle(multi_.get(), handle_.get());  // nothing to undo where it was never added
}

Error Channel::lost(CURLcode code) const {
  return mail_failure(code, handle_.get(), origin_);
}

Expected<void> Channel::open(const char* protocols) {
  CURL* const handle = handle_.get();
  set(handle, CURLOPT_URL, origin_.c_str());
  set_mail_server(handle, account_, protocols);
  set(handle, CURLOPT_CONNECT_ONLY, 1L);  // all up to the sign-in; what follows is ours
  const auto code = drive(multi_.get(), handle, stop_);
  if (!code) return stopped();
  if (*code != CURLE_OK) return std::unexpected(lost(*code));
  if (curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket_) != CURLE_OK || socket_ == CURL_SOCKET_BAD) {
    return fail(ErrorKind::transient, origin_ + ": the connection was closed");
  }
  heard_ = std::chrono::steady_clock::now();
  return {};
}

Expected<void> Channel::wait(short events) {
  const auto end = std::min(end_, heard_ + account_.stalled);
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  if (stop_.now()) return stopped();
  if (left.count() <= 0) return std::unexpected(lost(CURLE_OPERATION_TIMEDOUT));
  std::array<curl_waitfd, 2> waited{{{socket_, events, 0}, {stop_.fd, CURL_WAIT_POLLIN, 0}}};
  const auto most = std::min<std::int64_t>(left.count(), stop_.asked ? 250 : 1000);
  curl_multi_poll(multi_.get(), waited.data(), stop_.fd >= 0 ? 2 : 1, static_cast<int>(most), nullptr);
  return {};
}

Expected<void> Channel::send(std::string_view text) {
  while (!text.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(handle_.get(), text.data(), text.size(), &sent);
    if (code == CURLE_AGAIN) {
      if (auto waited = wait(CURL_WAIT_POLLOUT); !waited) return waited;
      continue;
    }
    if (code != CURLE_OK) return std::unexpected(lost(code));
    text.remove_prefix(sent);
  }
  return {};
}

/// Waits for at least one more byte.
Expected<void> Channel::more() {
  std::array<char, 16 * 1024> buffer{};
  while (true) {
    std::size_t count = 0;
    const CURLcode code = curl_easy_recv(handle_.get(), buffer.data(), buffer.size(), &count);
    if (code == CURLE_AGAIN) {
      if (auto waited = wait(CURL_WAIT_POLLIN); !waited) return waited;
      continue;
    }
    if (code != CURLE_OK) return std::unexpected(lost(code));
    if (count == 0) return std::unexpected(lost(CURLE_GOT_NOTHING));
    read_.append(buffer.data(), count);
    heard_ = std::chrono::steady_clock::now();
    return {};
  }
}

Expected<std::string> Channel::line(std::size_t most) {
  std::size_t looked = 0;
  while (true) {
    const std::size_t end = read_.find('\n', looked);
    if (std::min(end, read_.size()) > most) {
      return fail(ErrorKind::invalid_data, origin_ + ": a line of its answer is too long");
    }
    if (end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    looked = read_.size();
    if (auto read = more(); !read) return std::unexpected(read.error());
  }
}

Expected<std::string> Channel::bytes(std::size_t count) {
  while (read_.size() < count) {
    if (auto read = more(); !read) return std::unexpected(read.error());
  }
  std::string bytes = read_.substr(0, count);
  read_.erase(0, count);
  return bytes;
}

}  // namespace evenkeel::net
