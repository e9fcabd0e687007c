#include "io/net/failure.hpp"

#include <cstring>

namespace evenkeel::net {

namespace {

std::string seconds(std::chrono::seconds length) {
  return std::to_string(length.count()) + " s";
}

/// Why nothing could be connected to: "Connection refused".
std::string system_reason(CURL* handle) {
  long number = 0;
  curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &number);
  return number == 0 ? "no connection" : std::strerror(static_cast<int>(number));
}

std::string timeout_reason(CURL* handle, const dav::Limits& limits) {
  curl_off_t connected = 0;
  curl_off_t total = 0;
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &connected);
  curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, &total);
  if (std::chrono::microseconds(total) >= limits.total) return "not done within " + seconds(limits.total);
  if (connected == 0) return "no connection within " + seconds(limits.connect);
  return "next to nothing came for " + seconds(limits.stalled);
}

}  // namespace

Error network_failure(CURLcode code, CURL* handle, const std::string& origin) {
  const auto error = [&](ErrorKind kind, const std::string& text) {
    return Error{kind, origin + ": " + text};
  };
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return error(ErrorKind::transient, "host not found");
    case CURLE_COULDNT_CONNECT:
      return error(ErrorKind::transient, system_reason(handle));
    // A certificate that does not fit is a state of the network (a hotel's portal); never a reason to go
    // without.
    case CURLE_PEER_FAILED_VERIFICATION:
      return error(ErrorKind::transient, "its certificate is not trusted");
    case CURLE_SSL_CONNECT_ERROR:
      return error(ErrorKind::transient, "no TLS connection comes about");
    case CURLE_SSL_CACERT_BADFILE:
      return error(ErrorKind::permanent, "the CA file can't be read");
    case CURLE_OPERATION_TIMEDOUT:
      return error(ErrorKind::transient, "no answer in time");
    case CURLE_GOT_NOTHING:
      return error(ErrorKind::transient, "the connection was closed without an answer");
    case CURLE_URL_MALFORMAT:
      return error(ErrorKind::permanent, "this is no URL");
    default:
      return error(ErrorKind::transient, curl_easy_strerror(code));
  }
}

Error transfer_failure(CURLcode code, CURL* handle, const std::string& origin, const dav::Limits& limits) {
  const auto error = [&](ErrorKind kind, const std::string& text) {
    return Error{kind, origin + ": " + text};
  };
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return error(ErrorKind::transient, timeout_reason(handle, limits));
    case CURLE_PARTIAL_FILE:
      return error(ErrorKind::transient, "the answer was cut off");
    case CURLE_UNSUPPORTED_PROTOCOL:  // of the answer: that of the request was looked at before
    case CURLE_WEIRD_SERVER_REPLY:
      return error(ErrorKind::invalid_data, "the answer is not HTTP");
    case CURLE_BAD_CONTENT_ENCODING:
      return error(ErrorKind::invalid_data, "the answer can't be decompressed");
    case CURLE_LOGIN_DENIED:
      return error(ErrorKind::refused, "a user stands in the URL");
    default:
      return network_failure(code, handle, origin);
  }
}

}  // namespace evenkeel::net
