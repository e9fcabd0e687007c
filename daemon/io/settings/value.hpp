// A TOML document as plain values, each with its place. What the TOML library is called stays in toml.cpp.
#pragma once

#include "core/time/instant.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel::settings {

/// Line and column, from 1; of a code point, not of a byte.
struct Position {
  int line = 0;
  int column = 0;
  auto operator<=>(const Position&) const = default;
};

struct Value;
struct Entry;
using Array = std::vector<Value>;
using Table = std::vector<Entry>;  // in the order written

/// TOML's local time; nothing in the configuration takes one, but it must be named in errors.
struct TimeOfDay {
  Seconds since_midnight{0};
};

struct Value {
  Position at;
  std::variant<std::string, std::int64_t, double, bool, Date, LocalTime, Instant, TimeOfDay, Array, Table>
      data;

  /// The value as a T, or null.
  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&data);
  }
};

struct Entry {
  std::string key;
  Position at;
  Value value;
};

/// What kind of value it is, for people: "a string".
[[nodiscard]] std::string kind_of(const Value& value);

}  // namespace evenkeel::settings
