// What the service and its worker say to each other: jobs over a socket, results by way of shared memory
// (worker_ring.hpp), both as frames of a length (4 bytes, lowest first) and that many bytes; one result a
// job, in order. Over the socket the worker says single letters.
#pragma once

#include "ports/reader.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::worker {

/// Once, before anything else.
inline constexpr char ready_letter = 'r';
/// There are results. Not for each of them, but before it waits for anything.
inline constexpr char look_letter = 'l';
/// It has answered what it has, and ends of its own accord.
inline constexpr char leaving_letter = 'e';

inline constexpr std::size_t frame_limit = std::size_t{512} << 20U;

/// Frames out of bytes as they arrive.
class Frames {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  /// For who appends bytes by other means.
  [[nodiscard]] std::string& buffer() { return buffer_; }
  /// The next whole frame's payload; valid until the next call of anything here.
  [[nodiscard]] std::optional<std::string_view> next();
  /// A frame was announced that nobody may send.
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  std::string buffer_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

/// Each of these appends one frame to `out`.
void add_frame(std::string& out, const Reader::Job& job);
/// A job as it stands in a frame.
struct JobView {
  std::uint64_t id = 0;
  std::string_view text;
  ical::ReadOptions options;
};
[[nodiscard]] std::optional<JobView> decode_job(std::string_view payload);

void add_frame(std::string& out, const Reader::Result& answer);
/// Nothing for what no worker says; the worker is not trusted.
[[nodiscard]] std::optional<Reader::Result> decode_result(std::string_view payload);

}  // namespace evenkeel::worker
