#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

TEST(ByteOrderMark, P97_IsPassedOver) {
  EXPECT_EQ(only("\xEF\xBB\xBF" + event({"SUMMARY:x"})).summary, PrivateText{"x"});
}

TEST(ByteOrderMark, P97_AlsoBetweenCalendarsPastedTogether) {
  const std::string second =
      calendar(lines({"BEGIN:VEVENT", "UID:v", "DTSTART:20261122T090000Z", "END:VEVENT"}));
  const auto result = read("\xEF\xBB\xBF" + event({}) + "\xEF\xBB\xBF" + second, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->objects.size(), 2U);
}

}  // namespace
}  // namespace evenkeel::ical
