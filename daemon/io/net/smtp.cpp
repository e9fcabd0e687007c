#include "io/net/smtp.hpp"

#include "io/net/addresses.hpp"
#include "io/net/channel.hpp"
#include "io/net/curl_handles.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace evenkeel::net {

namespace {

constexpr std::chrono::seconds longest_question{20};

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

  [[nodiscard]] bool may_be_on_its_way() const override { return on_its_way_; }
  [[nodiscard]] bool refused_this_one() const override { return this_one_; }

  Expected<void> ask() override {
    if (const auto spoken = speaks_smtp(); !spoken) return spoken;
    SmtpAccount brief = account_;
    brief.total = brief.stalled = longest_question;
    Channel channel(brief, stop_);
    return channel.open("smtp,smtps");
  }

  Expected<void> send(const std::string& sender, const std::string& recipient,
                      const std::string& message) override {
    on_its_way_ = false;
    this_one_ = true;  // until the server is asked; run() says the rest
    if (const auto spoken = speaks_smtp(); !spoken) return spoken;
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
    set(handle.get(), CURLOPT_URL, account_.url.c_str());
    set_mail_server(handle.get(), account_, "smtp,smtps");
    set(handle.get(), CURLOPT_WRITEFUNCTION, &drop);
    set(handle.get(), CURLOPT_MAIL_FROM, ("<" + sender + ">").c_str());
    set(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    set(handle.get(), CURLOPT_UPLOAD, 1L);
    set(handle.get(), CURLOPT_READFUNCTION, &Upload::read);
    set(handle.get(), CURLOPT_READDATA, &upload);
    set(handle.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(upload.text.size()));
    return run(handle.get(), upload);
  }

 private:
  [[nodiscard]] Expected<void> speaks_smtp() const {
    if (origin_.starts_with("smtp://") || origin_.starts_with("smtps://")) return {};
    return fail(ErrorKind::permanent, origin_ + ": expected smtps://host or smtp://host");
  }

  [[nodiscard]] Expected<void> run(CURL* handle, const Upload& upload) {
    const OpenSockets sockets(handle);
    const MultiHandle multi = make_multi();
    const std::optional<CURLcode> code = drive(multi.get(), handle, stop_);
    code ? sockets.stop_listening() : sockets.cut();
    Expected<void> result = fail(ErrorKind::transient, "stopped");
    if (code) result = outcome(*code, handle);
    const bool read_whole = upload.at == upload.text.size();
    on_its_way_ = !result && read_whole && !refused(handle);
    this_one_ = !result && code && refused_here(*code, handle, read_whole);
    curl_multi_remove_handle(multi.get(), handle);
    return result;
  }

  [[nodiscard]] static bool refused(CURL* handle) {
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    return reply >= 400;
  }

  /// libcurl's word for a refused MAIL, RCPT or DATA is CURLE_SEND_ERROR, and CURLE_WEIRD_SERVER_REPLY for a
  /// greeting or for what is said to the whole message. 421 closes the door for all (RFC 5321 3.8).
  [[nodiscard]] static bool refused_here(CURLcode code, CURL* handle, bool read_whole) {
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    return reply >= 400 && reply < 600 && reply != 421 &&
           (code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && read_whole));
  }

  [[nodiscard]] Expected<void> outcome(CURLcode code, CURL* handle) const {
    if (code == CURLE_OK) return {};
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    const std::string said = origin_ + ": the mail server answers " + std::to_string(reply);
    const bool judged = code == CURLE_USE_SSL_FAILED || code == CURLE_LOGIN_DENIED;
    if (reply >= 400 && reply < 500 && code != CURLE_USE_SSL_FAILED) return fail(ErrorKind::transient, said);
    if (!judged && reply >= 500 && reply < 600) return fail(ErrorKind::permanent, said);
    return std::unexpected(mail_failure(code, handle, origin_));
  }

  SmtpAccount account_;
  bool on_its_way_ = false;
  bool this_one_ = false;
  Stop stop_;
  std::string origin_;
};

}  // namespace

std::unique_ptr<Mailer> make_smtp_mailer(SmtpAccount account, Stop stop) {
  return std::make_unique<SmtpMailer>(std::move(account), std::move(stop));
}

}  // namespace evenkeel::net
