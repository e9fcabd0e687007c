// Texts that are safe in mail headers (RFC 5322, RFC 2047).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::imip {

/// Whether this is a plain `local@domain` address: printable ASCII without blanks, quotes, brackets, commas,
/// colons, semicolons or backslashes, at most 254 long. Stricter than RFC 5321 on purpose.
[[nodiscard]] bool is_plain_address(std::string_view address);

/// A text as header value: printable ASCII as it is, else RFC 2047 encoded words (UTF-8, base64), folded.
/// Control characters become blanks. At most 255 characters of it are kept.
[[nodiscard]] std::string header_text(std::string_view text);

struct Mailbox {
  std::string name;
  std::string address;
};
/// "Household <home@example.org>" or a bare address; empty when the address is not a plain one.
[[nodiscard]] std::optional<Mailbox> read_mailbox(std::string_view text);

/// As header value: `name <address>`, the name quoted or encoded; or the bare address.
[[nodiscard]] std::string write_mailbox(const Mailbox& mailbox);

/// RFC 4648 base64 in lines of 76 characters with CRLF.
[[nodiscard]] std::string base64_lines(std::string_view bytes);

}  // namespace evenkeel::imip
