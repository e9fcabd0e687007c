#include "io/net/imap.hpp"

#include "io/net/addresses.hpp"
#include "io/net/channel.hpp"
#include "io/net/imap_response.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace evenkeel::net {

namespace {

using imap::Response;

constexpr std::size_t longest_line = std::size_t{1} << 20U;
constexpr std::size_t most_literals = 100;  // of one response
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

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

/// One conversation: commands in turn, each answered whole before the next.
class Conversation {
 public:
  Conversation(Channel& channel, std::string origin) : channel_(channel), origin_(std::move(origin)) {}

  /// The untagged responses to `command`. NO is permanent, BAD and anything else invalid_data.
  Expected<std::vector<Response>> ask(const std::string& command) {
    const std::string tag = "E" + std::to_string(++commands_);
    if (auto sent = channel_.send(tag + " " + command + "\r\n"); !sent) return std::unexpected(sent.error());
    std::vector<Response> responses;
    while (true) {
      auto response = next();
      if (!response) return std::unexpected(response.error());
      if (response->text.starts_with("* ")) {
        if (response->text.starts_with("* BYE")) {
          return fail(ErrorKind::transient, origin_ + ": the server ends the conversation");
        }
        responses.push_back(std::move(*response));
      } else if (response->text.starts_with(tag + " OK")) {
        return responses;
      } else {
        const bool no = response->text.starts_with(tag + " NO");
        return fail(no ? ErrorKind::permanent : ErrorKind::invalid_data,
                    origin_ + ": the server refuses " + command.substr(0, command.find(' ', 4)));
      }
    }
  }

  void leave() { static_cast<void>(channel_.send("E0 LOGOUT\r\n")); }

 private:
  Expected<Response> next() {
    Response response;
    while (true) {
      auto line = channel_.line(longest_line);
      if (!line) return std::unexpected(line.error());
      response.text += *line;
      taken_ += line->size();
      const auto size = imap::literal_size(*line);
      if (!size) return response;
      taken_ += *size;
      const bool too_much = taken_ > most_bytes || response.literals.size() == most_literals ||
                            response.text.size() > longest_line;
      if (too_much) return fail(ErrorKind::invalid_data, origin_ + ": the answer is too large");
      auto literal = channel_.bytes(*size);
      if (!literal) return std::unexpected(literal.error());
      response.literals.push_back(std::move(*literal));
    }
  }

  Channel& channel_;
  std::string origin_;
  int commands_ = 0;
  std::size_t taken_ = 0;
};

class Reading {
 public:
  Reading(Conversation& conversation, const ImapLimits& limits, const MailboxMark& mark)
      : talk_(conversation), limits_(limits), mark_(mark) {}

  Expected<MailboxNews> run(const std::string& mailbox, std::span<const Address> senders) {
    if (auto opened = open(mailbox); !opened) return std::unexpected(opened.error());
    // UIDNEXT tells that nothing has come since.
    if (senders.empty() || (uidnext_ != 0 && uidnext_ <= mark_.uid + 1)) return finish(mark_.uid);
    auto found = search(senders);
    if (!found) return std::unexpected(found.error());
    const bool some_left = found->size() > limits_.looked_at;
    if (some_left) found->resize(limits_.looked_at);
    auto calendars = those_with_calendar(*found);
    if (!calendars) return std::unexpected(calendars.error());
    std::uint32_t upto = found->empty() ? mark_.uid : found->back();
    if (!some_left && uidnext_ > 0) upto = std::max(upto, uidnext_ - 1);
    if (calendars->size() > limits_.fetched) {
      calendars->resize(limits_.fetched);
      upto = calendars->back();
    }
    for (const std::uint32_t uid : *calendars) {
      if (auto done = fetch(uid); !done) return std::unexpected(done.error());
    }
    return finish(upto);
  }

 private:
  Expected<void> open(const std::string& mailbox) {
    const auto responses = talk_.ask("EXAMINE " + imap::quoted(mailbox));
    if (!responses) return std::unexpected(responses.error());
    std::uint32_t validity = 0;
    for (const Response& response : *responses) {
      if (const auto n = imap::code_number(response.text, "UIDVALIDITY")) validity = *n;
      if (const auto n = imap::code_number(response.text, "UIDNEXT")) uidnext_ = *n;
    }
    if (validity != mark_.uidvalidity) mark_ = {.uidvalidity = validity, .uid = 0};
    return {};
  }

  Expected<std::vector<std::uint32_t>> search(std::span<const Address> senders) {
    const auto responses = talk_.ask(imap::search_command(mark_.uid + 1, limits_.message_bytes, senders));
    if (!responses) return std::unexpected(responses.error());
    std::vector<std::uint32_t> uids;
    for (const Response& response : *responses) {
      for (const std::uint32_t uid : imap::search_numbers(response.text)) {
        // "n:*" names the last message even where its UID is less than n.
        if (uid > mark_.uid) uids.push_back(uid);
      }
    }
    std::ranges::sort(uids);
    const auto doubled = std::ranges::unique(uids);
    uids.erase(doubled.begin(), doubled.end());
    return uids;
  }

  Expected<std::vector<std::uint32_t>> those_with_calendar(const std::vector<std::uint32_t>& uids) {
    std::vector<std::uint32_t> calendars;
    if (uids.empty()) return calendars;
    const auto responses = talk_.ask("UID FETCH " + imap::number_set(uids) + " (UID BODYSTRUCTURE)");
    if (!responses) return std::unexpected(responses.error());
    for (const Response& response : *responses) {
      const auto uid = imap::fetched_uid(response.text);
      const bool asked = uid && std::ranges::binary_search(uids, *uid);
      if (asked && imap::holds_calendar(response)) calendars.push_back(*uid);
    }
    std::ranges::sort(calendars);
    const auto doubled = std::ranges::unique(calendars);
    calendars.erase(doubled.begin(), doubled.end());
    return calendars;
  }

  Expected<void> fetch(std::uint32_t uid) {
    auto responses = talk_.ask("UID FETCH " + std::to_string(uid) + " (UID BODY.PEEK[])");
    if (!responses) return std::unexpected(responses.error());
    for (Response& response : *responses) {
      if (response.literals.size() != 1 || imap::fetched_uid(response.text) != uid) continue;
      news_.messages.push_back(std::move(response.literals.front()));
      return {};
    }
    ++news_.skipped;  // deleted meanwhile
    return {};
  }

  MailboxNews finish(std::uint32_t upto) {
    talk_.leave();
    news_.mark = {.uidvalidity = mark_.uidvalidity, .uid = upto};
    return std::move(news_);
  }

  Conversation& talk_;
  const ImapLimits& limits_;
  MailboxMark mark_;
  std::uint32_t uidnext_ = 0;  // 0: not said
  MailboxNews news_;
};

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
    Conversation conversation(channel, origin);
    return Reading(conversation, limits_, mark).run(*mailbox, senders);
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
