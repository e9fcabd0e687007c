#include "core/ical/repair/control_characters.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

TEST(ControlCharacters, GoButTabsStay) {
  EXPECT_EQ(without_control_characters(std::string("a\0b\x01\tc\x1B[31m\x7F", 12)), "ab\tc[31m");
}

TEST(ControlCharacters, P97_ANulDoesNotEndAText) {
  using namespace std::string_view_literals;
  EXPECT_EQ(only(event({"SUMMARY:be\0fore\x08"sv})).summary, PrivateText{"before"});
}

TEST(ControlCharacters, P97_ALoneCarriageReturnEndsNoLine) {
  const auto component = only(event({"SUMMARY:a\rATTENDEE:mailto:x@example.org"}));
  EXPECT_EQ(component.summary, PrivateText{"aATTENDEE:mailto:x@example.org"});
  EXPECT_EQ(component.attendee_count, 0U);
}

}  // namespace
}  // namespace evenkeel::ical
