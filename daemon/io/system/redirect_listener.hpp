// The other end of a browser's redirect on this machine (RFC 8252 7.3).
#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

/// What is shown for a request: plain text, which is escaped. Empty: there is no such page (404).
using RedirectPage = std::function<std::optional<std::string>(std::string_view target)>;

class RedirectListener {
 public:
  /// A port that the system chooses, on 127.0.0.1 only.
  [[nodiscard]] static Expected<RedirectListener> open();
  /// "http://127.0.0.1:PORT/"
  [[nodiscard]] std::string uri() const;
  /// Answers one request after the other until `page` has an answer for one, which is the last. Each is read
  /// to its head's end: at most 16 KiB, within 10 s. transient: nothing came within `patience`.
  [[nodiscard]] Expected<void> serve(const RedirectPage& page, std::chrono::milliseconds patience);

 private:
  RedirectListener(Descriptor listener, std::uint16_t port) : listener_(std::move(listener)), port_(port) {}

  Descriptor listener_;
  std::uint16_t port_;
};

}  // namespace evenkeel
