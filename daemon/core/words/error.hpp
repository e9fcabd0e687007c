// What fails in normal life: a kind for each way of reacting, and a text for people.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace evenkeel {

/// One kind per reaction, not per place.
enum class ErrorKind {
  transient,            // may work later: network, time-out, 5xx, 429
  unauthorised,         // credentials are refused: do not retry until they change
  precondition_failed,  // 412: look again, decide again
  invalid_data,         // what was read is not what it should be
  refused,              // we do not do that (policy, limits)
  unsupported,          // the other side cannot do that
  permanent,            // will not work until a person changes something
};

/// A failure. `text` never contains a secret, a URL with a secret in it, or undisclosed calendar text.
struct Error {
  ErrorKind kind = ErrorKind::permanent;
  std::string text;

  /// The same failure, with where it happened in front: "alex/work: ...".
  [[nodiscard]] Error within(std::string_view context) const {
    return {kind, std::string(context) + ": " + text};
  }
  bool operator==(const Error&) const = default;
};

template <typename T>
using Expected = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string text) {
  return std::unexpected(Error{kind, std::move(text)});
}

/// Something that was repaired, cut or skipped; the rest counts. `about` names the UID, href or line.
struct Warning {
  std::string about;
  std::string text;
  bool operator==(const Warning&) const = default;
};

}  // namespace evenkeel
