#include "io/net/imap.hpp"

#include "io/net/addresses.hpp"
#include "io/net/channel.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace evenkeel::net {

namespace {

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// The mailbox that the URL's path names, percent-decoded; INBOX without one.
std::optional<std::string> mailbox_of(const std::string& url) {
  const std::size_t host = url.find("://");
  const std::size_t slash = host == std::string::npos ? host : url.find('/', host + 3);
  if (slash == std::string::npos || slash + 1 == url.size()) return "INBOX";
  int length = 0;
  char* const decoded =
      curl_easy_unescape(nullptr, url.c_str() + slash + 1, static_cast<int>(url.size() - slash - 1), &length);
  if (decoded == nullptr) return std::nullopt;
  std::string name(decoded, static_cast<std::size_t>(length));
  curl_free(decoded);
  if (!is_printable(name)) return std::nullopt;
  return name;
}

class ImapMailbox final : public Mailbox {
 public:
  ImapMailbox(MailAccount account, Stop stop, ImapLimits limits)
      : account_(std::move(account)), stop_(std::move(stop)), limits_(limits) {}

  Expected<MailboxNews> read(const MailboxMark& mark, std::span<const Address> senders) override {
    const std::string origin = origin_of(account_.url);
    if (!origin.starts_with("imap://") && !origin.starts_with("imaps://")) {
      return fail(ErrorKind::permanent, origin + ": expected imaps://host/INBOX");
    }
    const auto mailbox = mailbox_of(account_.url);
    const bool plain = std::ranges::all_of(senders, [](const Address& a) { return is_printable(a.str()); });
    if (!mailbox || !plain) {
      return fail(ErrorKind::permanent, origin + ": a mailbox or an address is not plain ASCII");
    }
    Channel channel(account_, stop_);
    if (auto opened = channel.open("imap,imaps"); !opened) return std::unexpected(opened.error());
    return imap::read_mailbox(channel, origin, limits_, mark, *mailbox, senders);
  }

 private:
  MailAccount account_;
  Stop stop_;
  ImapLimits limits_;
};

}  // namespace

std::unique_ptr<Mailbox> make_imap_mailbox(MailAccount account, Stop stop, ImapLimits limits) {
  return std::make_unique<ImapMailbox>(std::move(account), std::move(stop), limits);
}

}  // namespace evenkeel::net
