#include "io/net/mail_server.hpp"

#include "io/net/addresses.hpp"
#include "io/net/failure.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace evenkeel::net {

namespace {

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || (host.starts_with("127.") && is_local_host(host));
}

/// Nothing goes over a network in the clear. On the machine itself a server rarely has a certificate.
long encryption(const MailAccount& account) {
  if (!is_loopback(host_of(account.url))) return CURLUSESSL_ALL;
  return account.ca_file.empty() ? CURLUSESSL_NONE : CURLUSESSL_TRY;
}

}  // namespace

void set_mail_server(CURL* handle, const MailAccount& account, const char* protocols) {
  set(handle, CURLOPT_PROTOCOLS_STR, protocols);
  set(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(handle, CURLOPT_PROXY, "");
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  set(handle, CURLOPT_USE_SSL, encryption(account));
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(account.connect.count() * 1000));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(account.total.count() * 1000));
  if (!account.ca_file.empty()) {
    set(handle, CURLOPT_CAINFO, account.ca_file.c_str());
    set(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
  }
  if (account.user.empty()) return;
  set(handle, CURLOPT_USERNAME, account.user.c_str());
  set(handle, CURLOPT_PASSWORD, account.password.reveal().c_str());
}

OpenSockets::OpenSockets(CURL* handle) {
  set(handle, CURLOPT_OPENSOCKETFUNCTION, &OpenSockets::open);
  set(handle, CURLOPT_OPENSOCKETDATA, this);
  set(handle, CURLOPT_CLOSESOCKETFUNCTION, &OpenSockets::close);
  set(handle, CURLOPT_CLOSESOCKETDATA, this);
}

curl_socket_t OpenSockets::open(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  const curl_socket_t socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (socket < 0) return CURL_SOCKET_BAD;
  static_cast<OpenSockets*>(self)->sockets_.insert(socket);
  return socket;
}

int OpenSockets::close(void* self, curl_socket_t socket) {
  static_cast<OpenSockets*>(self)->sockets_.erase(socket);
  return ::close(socket);
}

void OpenSockets::stop_listening() const {
  for (const curl_socket_t socket : sockets_) ::shutdown(socket, SHUT_RD);
}

void OpenSockets::cut() const {
  for (const curl_socket_t socket : sockets_) ::shutdown(socket, SHUT_RDWR);
}

std::optional<CURLcode> drive(CURLM* multi, CURL* handle, const Stop& stop) {
  if (curl_multi_add_handle(multi, handle) != CURLM_OK) throw std::bad_alloc();
  for (int running = 1;;) {
    curl_multi_perform(multi, &running);
    if (running == 0) break;
    curl_waitfd waited{stop.fd, CURL_WAIT_POLLIN, 0};
    curl_multi_poll(multi, &waited, stop.fd >= 0 ? 1 : 0, stop.asked ? 250 : 1000, nullptr);
    if (stop.now()) return std::nullopt;
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi, &left);
  return message == nullptr ? CURLE_ABORTED_BY_CALLBACK : message->data.result;
}

Error mail_failure(CURLcode code, CURL* handle, const std::string& origin) {
  if (code == CURLE_USE_SSL_FAILED) return {ErrorKind::refused, origin + ": it offers no STARTTLS"};
  if (code == CURLE_LOGIN_DENIED) {
    return {ErrorKind::unauthorised, origin + ": user or password are refused"};
  }
  return network_failure(code, handle, origin);
}

}  // namespace evenkeel::net
