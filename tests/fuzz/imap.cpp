// A mail server that says what it likes. An input is all it says, whatever it is asked.
#include "fuzz/claim.hpp"
#include "io/net/imap_reading.hpp"
#include "io/net/imap_response.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace evenkeel;
using fuzz::claim;

class Scripted final : public net::Wire {
 public:
  explicit Scripted(std::string_view text) : text_(text) {}

  Expected<void> send(std::string_view command) override {
    claim(command.ends_with("\r\n") && command.find('\n') == command.size() - 1);
    constexpr std::array<std::string_view, 4> reading{" EXAMINE ", " UID SEARCH ", " UID FETCH ", " LOGOUT"};
    claim(std::ranges::any_of(reading, [&](std::string_view r) { return command.find(r) < 8; }));
    return {};
  }
  Expected<std::string> line(std::size_t most) override {
    const std::size_t end = text_.find('\n');
    if (end == std::string_view::npos || end > most) return fail(ErrorKind::transient, "closed");
    std::string line(text_.substr(0, end));
    text_.remove_prefix(end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }
  Expected<std::string> bytes(std::size_t count) override {
    claim(count <= std::size_t{64} << 20U);
    if (count > text_.size()) return fail(ErrorKind::transient, "closed");
    std::string bytes(text_.substr(0, count));
    text_.remove_prefix(count);
    return bytes;
  }

 private:
  std::string_view text_;
};

/// A set of numbers as "2,4:6" names them.
void check_number_set(std::string_view text) {
  std::vector<std::uint32_t> numbers = net::imap::search_numbers(text);
  std::ranges::sort(numbers);
  const auto doubled = std::ranges::unique(numbers);
  numbers.erase(doubled.begin(), doubled.end());
  const std::string set = net::imap::number_set(numbers);
  claim(set.empty() == numbers.empty());
  claim(set.find_first_not_of("0123456789,:") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::array<Address, 2> senders{Address("sam@example.net"), Address("alex@example.org")};
  constexpr net::ImapLimits limits{.looked_at = 20, .fetched = 5, .message_bytes = 4096};
  for (const MailboxMark mark : {MailboxMark{}, MailboxMark{.uidvalidity = 7, .uid = 41}}) {
    Scripted wire(text);
    const auto news =
        net::imap::read_mailbox(wire, "imaps://mail.example.org", limits, mark, "INBOX", senders);
    if (!news) continue;
    claim(news->messages.size() <= limits.fetched);
    claim(news->mark.uidvalidity != mark.uidvalidity || news->mark.uid >= mark.uid);
  }
  check_number_set(text);
  return 0;
}
