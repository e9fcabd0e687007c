// Numbers and strings as bytes, and back from bytes that nobody vouches for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace evenkeel {

/// Appends: whole numbers in base 128, lowest part first (7 bits a byte), so that small ones are short.
class ByteWriter {
 public:
  ByteWriter() = default;
  /// Goes on behind `bytes`.
  explicit ByteWriter(std::string bytes) : bytes_(std::move(bytes)) {}

  void put(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
      value >>= 7U;
    }
    bytes_.push_back(static_cast<char>(value));
  }
  /// Signs in the lowest bit, so that small negative numbers are short too.
  void put_signed(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    put((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  void put(std::string_view text) {
    put(static_cast<std::uint64_t>(text.size()));
    bytes_.append(text);
  }
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what ByteWriter wrote. After the first thing that cannot be, ok() is false and all further answers
/// are zero or empty; never reads outside.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  /// Whether everything was read and made sense.
  [[nodiscard]] bool finished() const { return ok_ && rest_.empty(); }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }
  void fail() {
    ok_ = false;
    rest_ = {};
  }

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  /// A number that is at most `most`.
  [[nodiscard]] std::uint64_t number(std::uint64_t most) {
    const std::uint64_t value = number();
    if (value <= most) return value;
    fail();
    return 0;
  }
  [[nodiscard]] std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1U) ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0));
  }
  [[nodiscard]] std::string_view text() {
    const auto size = static_cast<std::size_t>(number(rest_.size()));
    if (size > rest_.size()) fail();
    const std::string_view result = rest_.substr(0, ok_ ? size : 0);
    rest_.remove_prefix(result.size());
    return result;
  }
  /// How many elements follow; each takes at least a byte.
  [[nodiscard]] std::size_t count() { return static_cast<std::size_t>(number(rest_.size())); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace evenkeel
