// What the service and its worker say to each other over a stream: frames of a length (4 bytes, lowest first)
// and that many bytes. The service sends jobs; the worker says once that it is ready, then one result a job
// in order, and before it leaves of its own accord, that it does.
#pragma once

#include "ports/reader.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace evenkeel::worker {

inline constexpr std::size_t frame_limit = std::size_t{512} << 20U;

/// Frames out of bytes as they arrive.
class Frames {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
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
[[nodiscard]] std::optional<Reader::Job> decode_job(std::string_view payload);

struct Ready {};
struct Leaving {};
using Message = std::variant<Ready, Leaving, Reader::Result>;

void add_frame(std::string& out, Ready message);
void add_frame(std::string& out, Leaving message);
void add_frame(std::string& out, const Reader::Result& message);
/// Nothing for what no worker says; the worker is not trusted.
[[nodiscard]] std::optional<Message> decode_message(std::string_view payload);

}  // namespace evenkeel::worker
