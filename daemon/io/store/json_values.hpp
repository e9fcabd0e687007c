// Our values as JSON, for the columns of content. The functions that read throw what nlohmann throws, or
// std::invalid_argument; reading() turns both into an Error.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace evenkeel::json_values {

using Json = nlohmann::json;

/// Text that is no UTF-8 does not stop the store: what cannot be said in JSON is replaced (U+FFFD).
inline std::string written(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <typename T>
T value_or(const Json& object, const char* member, T otherwise) {
  const auto found = object.find(member);
  return found == object.end() ? std::move(otherwise) : found->get<T>();
}

inline std::string text(const Json& object, const char* member) {
  return value_or(object, member, std::string());
}

/// JSON has no infinity: null stands for it.
inline double number(const Json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return 0;
  return found->is_null() ? std::numeric_limits<double>::infinity() : found->get<double>();
}

/// The array of this name; empty when there is none.
inline Json members(const Json& object, const char* member) {
  return value_or(object, member, Json(Json::array()));
}

/// What `write` makes of each, as an array.
template <typename Range, typename Write>
Json list(const Range& values, Write write) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(write(value));
  return array;
}

/// An alternative by its name; `names` stand in the order of the enumeration.
template <typename E, std::size_t N>
std::string_view name_of(E value, const std::array<std::string_view, N>& names) {
  return names.at(static_cast<std::size_t>(value));
}

template <typename E, std::size_t N>
E named(const Json& object, const char* member, const std::array<std::string_view, N>& names) {
  const std::string name = text(object, member);
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  throw std::invalid_argument(std::string("unknown ") + member);
}

inline Json of(Instant instant) {
  return instant.time_since_epoch().count();
}
inline Json of(const Interval& interval) {
  return Json::array({of(interval.start), of(interval.end)});
}
inline Instant instant_of(const Json& json) {
  return Instant(Seconds(json.get<std::int64_t>()));
}
inline Interval interval_of(const Json& json) {
  return {instant_of(json.at(0)), instant_of(json.at(1))};
}
inline std::optional<Instant> optional_instant(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found == object.end() || found->is_null() ? std::nullopt : std::optional(instant_of(*found));
}

/// `read` applied to the object in `text`.
template <typename T, typename Read>
Expected<T> reading(std::string_view text, Read&& read) {
  try {
    const Json json = Json::parse(text);
    if (!json.is_object()) return fail(ErrorKind::invalid_data, "stored content is no JSON object");
    return read(json);
  } catch (const Json::exception& problem) {
    // Only the number: what() may quote the content.
    return fail(ErrorKind::invalid_data,
                "stored content cannot be read (json " + std::to_string(problem.id) + ")");
  } catch (const std::invalid_argument& problem) {
    return fail(ErrorKind::invalid_data, std::string("stored content cannot be read: ") + problem.what());
  }
}

}  // namespace evenkeel::json_values
