#include "io/settings/toml.hpp"

#include "io/settings/key_depth.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace evenkeel::settings {

namespace {

constexpr int kMostKeyParts = 16;
constexpr std::size_t kMostBytes = 4U << 20U;

Position position(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

Date to_date(const toml::date& d) {
  return std::chrono::local_days(std::chrono::year(d.year) / std::chrono::month(d.month) /
                                 std::chrono::day(d.day));
}

/// Fractions of a second are dropped: instants are whole seconds.
Seconds to_seconds(const toml::time& t) {
  return std::chrono::hours(t.hour) + std::chrono::minutes(t.minute) + Seconds(t.second);
}

Value convert(const toml::node& node);

Table convert_table(const toml::table& table) {
  Table out;
  out.reserve(table.size());
  for (const auto& [key, node] : table) {
    out.push_back({std::string(key.str()), position(key.source()), convert(node)});
  }
  std::ranges::stable_sort(out, {}, &Entry::at);
  return out;
}

Array convert_array(const toml::array& array) {
  Array out;
  out.reserve(array.size());
  for (const toml::node& node : array) out.push_back(convert(node));
  return out;
}

decltype(Value::data) convert_date_time(const toml::date_time& t) {
  const LocalTime local = LocalTime(to_date(t.date)) + to_seconds(t.time);
  if (!t.offset) return local;
  return Instant(local.time_since_epoch() - std::chrono::minutes(t.offset->minutes));
}

decltype(Value::data) convert_data(const toml::node& node) {
  if (const auto* table = node.as_table()) return convert_table(*table);
  if (const auto* array = node.as_array()) return convert_array(*array);
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* boolean = node.as_boolean()) return boolean->get();
  if (const auto* date = node.as_date()) return to_date(date->get());
  if (const auto* time = node.as_time()) return TimeOfDay{to_seconds(time->get())};
  return convert_date_time(node.as_date_time()->get());
}

/// toml++ quotes what it saw with the line break behind it.
std::string one_line(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return c == '\n' || c == '\r'; });
  return result;
}

Value convert(const toml::node& node) {
  return {position(node.source()), convert_data(node)};
}

}  // namespace

std::expected<Value, SyntaxProblem> parse_toml(std::string_view text) {
  if (text.size() > kMostBytes) {
    return std::unexpected(
        SyntaxProblem{{1, 1}, "this file is too big for a configuration; expected at most 4 MiB"});
  }
  if (const auto deep = too_deep_key(text, kMostKeyParts)) {
    return std::unexpected(SyntaxProblem{*deep, "this key has too many parts; expected at most 16"});
  }
  try {
    return convert(toml::parse(text));
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return std::unexpected(SyntaxProblem{{static_cast<int>(at.line), static_cast<int>(at.column)},
                                         one_line(error.description())});
  }
}

}  // namespace evenkeel::settings
