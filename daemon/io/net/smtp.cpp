#include "io/net/smtp.hpp"

#include "io/net/addresses.hpp"
#include "io/net/curl_handles.hpp"
#include "io/net/failure.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace evenkeel::net {

namespace {

bool is_address(std::string_view text) {
  const auto strange = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '<' || c == '>';
  };
  return text.find('@') != std::string_view::npos && std::ranges::none_of(text, strange);
}

/// Every line ends with CRLF, as SMTP wants it (RFC 5321 2.3.8); a bare CR or LF counts as a line end.
std::string with_crlf(std::string_view message) {
  std::string out;
  out.reserve(message.size() + message.size() / 32);
  for (std::size_t i = 0; i < message.size(); ++i) {
    const bool pair = message[i] == '\r' && i + 1 < message.size() && message[i + 1] == '\n';
    if (message[i] == '\r' || message[i] == '\n') {
      out += "\r\n";
      if (pair) ++i;
    } else {
      out += message[i];
    }
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || (host.starts_with("127.") && is_local_host(host));
}

/// The message as libcurl fetches it.
struct Upload {
  std::string text;
  std::size_t at = 0;

  static size_t read(char* buffer, size_t size, size_t count, void* self) {
    auto& upload = *static_cast<Upload*>(self);
    const std::size_t taken = std::min(size * count, upload.text.size() - upload.at);
    std::memcpy(buffer, upload.text.data() + upload.at, taken);
    upload.at += taken;
    return taken;
  }
};

size_t drop(char* /*data*/, size_t size, size_t count, void* /*self*/) {
  return size * count;
}

class SmtpMailer final : public Mailer {
 public:
  SmtpMailer(SmtpAccount account, Stop stop)
      : account_(std::move(account)), stop_(std::move(stop)), origin_(origin_of(account_.url)) {}

  Expected<void> send(const std::string& sender, const std::string& recipient,
                      const std::string& message) override {
    if (!origin_.starts_with("smtp://") && !origin_.starts_with("smtps://")) {
      return fail(ErrorKind::permanent, origin_ + ": expected smtps://host or smtp://host");
    }
    if (!is_address(sender) || !is_address(recipient)) {
      return fail(ErrorKind::invalid_data, origin_ + ": sender or recipient is no bare address");
    }
    if (message.find('\0') != std::string::npos) {
      return fail(ErrorKind::invalid_data, origin_ + ": a NUL is in the message");
    }
    Upload upload{with_crlf(message)};
    StringList recipients;
    recipients.append("<" + recipient + ">");
    const EasyHandle handle = make_easy();
    set_server(handle.get());
    set(handle.get(), CURLOPT_MAIL_FROM, ("<" + sender + ">").c_str());
    set(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    set(handle.get(), CURLOPT_UPLOAD, 1L);
    set(handle.get(), CURLOPT_READFUNCTION, &Upload::read);
    set(handle.get(), CURLOPT_READDATA, &upload);
    set(handle.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(upload.text.size()));
    return run(handle.get());
  }

 private:
  void set_server(CURL* handle) const {
    set(handle, CURLOPT_URL, account_.url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_WRITEFUNCTION, &drop);
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle, CURLOPT_USE_SSL, encryption());
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(account_.connect.count() * 1000));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(account_.total.count() * 1000));
    if (!account_.ca_file.empty()) {
      set(handle, CURLOPT_CAINFO, account_.ca_file.c_str());
      set(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    }
    if (account_.user.empty()) return;
    set(handle, CURLOPT_USERNAME, account_.user.c_str());
    set(handle, CURLOPT_PASSWORD, account_.password.reveal().c_str());
  }

  /// Nothing goes over a network in the clear. On the machine itself a server rarely has a certificate.
  [[nodiscard]] long encryption() const {
    if (!is_loopback(host_of(account_.url))) return CURLUSESSL_ALL;
    return account_.ca_file.empty() ? CURLUSESSL_NONE : CURLUSESSL_TRY;
  }

  /// Drives the transfer, looking for the stop between the waits.
  Expected<void> run(CURL* handle) const {
    const MultiHandle multi = make_multi();
    if (curl_multi_add_handle(multi.get(), handle) != CURLM_OK) throw std::bad_alloc();
    int running = 1;
    bool stopped = false;
    while (!stopped) {
      curl_multi_perform(multi.get(), &running);
      if (running == 0) break;
      curl_waitfd waited{stop_.fd, CURL_WAIT_POLLIN, 0};
      curl_multi_poll(multi.get(), &waited, stop_.fd >= 0 ? 1 : 0, stop_.asked ? 250 : 1000, nullptr);
      stopped = stop_.now();
    }
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi.get(), &left);
    const CURLcode code = message == nullptr ? CURLE_ABORTED_BY_CALLBACK : message->data.result;
    auto result = stopped ? fail(ErrorKind::transient, "stopped") : outcome(code, handle);
    curl_multi_remove_handle(multi.get(), handle);
    return result;
  }

  [[nodiscard]] Expected<void> outcome(CURLcode code, CURL* handle) const {
    if (code == CURLE_OK) return {};
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    const std::string said = origin_ + ": the mail server answers " + std::to_string(reply);
    if (code == CURLE_USE_SSL_FAILED) return fail(ErrorKind::refused, origin_ + ": it offers no STARTTLS");
    if (reply >= 400 && reply < 500) return fail(ErrorKind::transient, said);
    if (code == CURLE_LOGIN_DENIED) {
      return fail(ErrorKind::unauthorised, origin_ + ": user or password are refused");
    }
    if (reply >= 500 && reply < 600) return fail(ErrorKind::permanent, said);
    return std::unexpected(network_failure(code, handle, origin_));
  }

  SmtpAccount account_;
  Stop stop_;
  std::string origin_;
};

}  // namespace

std::unique_ptr<Mailer> make_smtp_mailer(SmtpAccount account, Stop stop) {
  return std::make_unique<SmtpMailer>(std::move(account), std::move(stop));
}

}  // namespace evenkeel::net
