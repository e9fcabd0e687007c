#pragma once

#include "core/dav/http.hpp"

#include <optional>
#include <string_view>

namespace evenkeel::net {

/// Puts the header lines of an answer together (RFC 9112 sections 4 and 5). Interim answers (1xx) are left
/// out; folded lines are joined; names become lower case.
class HeadReader {
 public:
  HeadReader(std::size_t max_bytes, std::size_t max_headers)
      : max_bytes_(max_bytes), max_headers_(max_headers) {}

  enum class State : std::uint8_t { more, complete, too_big };
  /// One line with its end. `complete` with the empty line of the final answer; lines after it (trailers) are
  /// ignored.
  State feed(std::string_view line);
  /// Another answer follows on this one; the limits go on counting.
  void restart() { done_ = false; }
  [[nodiscard]] dav::ResponseHead take() { return std::move(head_); }

 private:
  void begin(std::string_view status_line);
  void add(std::string_view line);

  std::size_t max_bytes_;
  std::size_t max_headers_;
  std::size_t bytes_ = 0;
  bool done_ = false;
  dav::ResponseHead head_;
};

}  // namespace evenkeel::net
