// A stranger's e-mail message to values (RFC 5322, MIME RFC 2045 and 2046): pure, linear in the size of the
// message, bounded by limits.hpp.
#pragma once

#include "core/mail/fields.hpp"
#include "core/words/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::mail {

/// One that holds no others; of a message that is attached nothing is looked at.
struct Part {
  Parameterised type;  // text/plain where nothing is said
  std::string bytes;   // decoded
};

struct Message {
  std::optional<Address> from;  // empty when it is not exactly one
  std::vector<Part> parts;      // in the order in which they stand
};

/// Error refused beyond the size limit; parts nested too deep or too many are left out.
[[nodiscard]] Expected<Message> read(std::string_view text);

}  // namespace evenkeel::mail
