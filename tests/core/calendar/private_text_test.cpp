// Text out of a calendar cannot reach people by oversight: what must not compile does not (DESIGN section 2,
// "Privacy by type").
#include "core/calendar/private_text.hpp"

#include "core/calendar/object.hpp"
#include "core/words/strong.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace evenkeel::test {
namespace {

template <typename T>
concept Streamed = requires(std::ostream& out, const T& value) { out << value; };
template <typename T>
concept Joined = requires(std::string text, const T& value) { text + value; };
template <typename T>
concept Appended = requires(std::string text, const T& value) { text += value; };
template <typename T>
concept OpenedByAnybody = requires(const T& value) { value.open({}); };

template <typename T>
constexpr bool becomes_text =
    std::is_convertible_v<T, std::string> || std::is_constructible_v<std::string, T> ||
    std::is_convertible_v<T, std::string_view> || std::is_constructible_v<std::string_view, T> ||
    std::is_convertible_v<T, const char*> || std::is_convertible_v<T, bool>;
template <typename T>
constexpr bool is_printed = fmt::is_formattable<T>::value || Streamed<T> || Joined<T> || Appended<T>;
template <typename T>
constexpr bool becomes_json =
    std::is_constructible_v<nlohmann::json, T> || std::is_constructible_v<nlohmann::ordered_json, T>;

// The ways are real: a plain string goes through each of them.
static_assert(becomes_text<std::string> && is_printed<std::string> && becomes_json<std::string>);
static_assert(Streamed<std::string> && Joined<std::string> && Appended<std::string>);

static_assert(!becomes_text<PrivateText> && !is_printed<PrivateText> && !becomes_json<PrivateText>);
static_assert(!fmt::is_formattable<std::vector<PrivateText>>::value);
static_assert(!is_printed<Component> && !becomes_json<Component>);
static_assert(!is_printed<CalendarObject> && !becomes_json<CalendarObject>);

// Only the rooms that private_text.hpp names make a key.
static_assert(!std::is_default_constructible_v<PrivateText::Key>);
static_assert(!std::is_aggregate_v<PrivateText::Key>);
static_assert(!OpenedByAnybody<PrivateText>);

// Nor does a secret.
static_assert(!becomes_text<Secret> && !is_printed<Secret> && !becomes_json<Secret>);

TEST(PrivateText, ComparesWithoutOpening) {
  EXPECT_TRUE(PrivateText("a") == PrivateText("a"));
  EXPECT_FALSE(PrivateText("a") == PrivateText("b"));
  EXPECT_TRUE(PrivateText().empty());
}

}  // namespace
}  // namespace evenkeel::test
