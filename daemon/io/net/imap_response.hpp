// What an IMAP server says (RFC 3501 7), as far as it is asked here.
#pragma once

#include "core/words/strong.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::net::imap {

/// One response: its line, each literal in it shortened to "{n}", and the literals.
struct Response {
  std::string text;
  std::vector<std::string> literals;
};

/// The n of a line that ends with the head of a literal, "{n}" (RFC 3501 4.3).
[[nodiscard]] std::optional<std::size_t> literal_size(std::string_view line);

/// The number of a response code: "[UIDVALIDITY 42]".
[[nodiscard]] std::optional<std::uint32_t> code_number(std::string_view text, std::string_view code);

/// The numbers of a "* SEARCH 2 84 882" response; empty for any other.
[[nodiscard]] std::vector<std::uint32_t> search_numbers(std::string_view text);

/// The UID that a "* 12 FETCH (...)" response tells, outside of what is quoted in it.
[[nodiscard]] std::optional<std::uint32_t> fetched_uid(std::string_view text);

/// Whether a BODYSTRUCTURE tells of a calendar: a part text/calendar, or a file whose name ends in .ics.
[[nodiscard]] bool holds_calendar(const Response& fetched);

/// RFC 3501 quoted string. Of printable ASCII only: the caller has looked.
[[nodiscard]] std::string quoted(std::string_view text);

/// "2,4:6" (RFC 3501 9, sequence-set) of ascending numbers.
[[nodiscard]] std::string number_set(std::span<const std::uint32_t> numbers);

/// The search for messages from any of `senders`, from `first` on, that are no larger than `most` bytes.
/// `senders` must not be empty.
[[nodiscard]] std::string search_command(std::uint32_t first, std::size_t most,
                                         std::span<const Address> senders);

}  // namespace evenkeel::net::imap
