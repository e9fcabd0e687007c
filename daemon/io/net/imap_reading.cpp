#include "io/net/imap_reading.hpp"

#include "io/net/imap_response.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace evenkeel::net::imap {

namespace {

constexpr std::size_t longest_line = std::size_t{1} << 20U;
constexpr std::size_t most_literals = 100;  // of one response
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

/// One conversation: commands in turn, each answered whole before the next.
class Conversation {
 public:
  Conversation(Wire& wire, std::string origin) : wire_(wire), origin_(std::move(origin)) {}

  /// The untagged responses to `command`. NO is permanent, BAD and anything else invalid_data.
  Expected<std::vector<Response>> ask(const std::string& command) {
    const std::string tag = "E" + std::to_string(++commands_);
    if (auto sent = wire_.send(tag + " " + command + "\r\n"); !sent) return std::unexpected(sent.error());
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

  void leave() { static_cast<void>(wire_.send("E0 LOGOUT\r\n")); }

 private:
  Expected<Response> next() {
    Response response;
    while (true) {
      auto line = wire_.line(longest_line);
      if (!line) return std::unexpected(line.error());
      response.text += *line;
      taken_ += line->size();
      const auto size = literal_size(*line);
      if (!size) return response;
      taken_ += *size;
      const bool too_much = taken_ > most_bytes || response.literals.size() == most_literals ||
                            response.text.size() > longest_line;
      if (too_much) return fail(ErrorKind::invalid_data, origin_ + ": the answer is too large");
      auto literal = wire_.bytes(*size);
      if (!literal) return std::unexpected(literal.error());
      response.literals.push_back(std::move(*literal));
    }
  }

  Wire& wire_;
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
    const auto responses = talk_.ask("EXAMINE " + quoted(mailbox));
    if (!responses) return std::unexpected(responses.error());
    std::uint32_t validity = 0;
    for (const Response& response : *responses) {
      if (const auto n = code_number(response.text, "UIDVALIDITY")) validity = *n;
      if (const auto n = code_number(response.text, "UIDNEXT")) uidnext_ = *n;
    }
    if (validity != mark_.uidvalidity) mark_ = {.uidvalidity = validity, .uid = 0};
    return {};
  }

  Expected<std::vector<std::uint32_t>> search(std::span<const Address> senders) {
    const auto responses = talk_.ask(search_command(mark_.uid + 1, limits_.message_bytes, senders));
    if (!responses) return std::unexpected(responses.error());
    std::vector<std::uint32_t> uids;
    for (const Response& response : *responses) {
      for (const std::uint32_t uid : search_numbers(response.text)) {
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
    const auto responses = talk_.ask("UID FETCH " + number_set(uids) + " (UID BODYSTRUCTURE)");
    if (!responses) return std::unexpected(responses.error());
    for (const Response& response : *responses) {
      const auto uid = fetched_uid(response.text);
      const bool asked = uid && std::ranges::binary_search(uids, *uid);
      if (asked && holds_calendar(response)) calendars.push_back(*uid);
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
      if (response.literals.size() != 1 || fetched_uid(response.text) != uid) continue;
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

}  // namespace

Expected<MailboxNews> read_mailbox(Wire& wire, const std::string& origin, const ImapLimits& limits,
                                   const MailboxMark& mark, const std::string& mailbox,
                                   std::span<const Address> senders) {
  Conversation conversation(wire, origin);
  return Reading(conversation, limits, mark).run(mailbox, senders);
}

}  // namespace evenkeel::net::imap
