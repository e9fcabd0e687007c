#include "core/ical/method.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::ical {
namespace {

std::string calendar(const std::string& property, const std::string& of_event = "") {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + property + "BEGIN:VEVENT\r\nUID:a\r\n" + of_event +
         "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

TEST(Method, CancelCallsOff) {
  EXPECT_TRUE(calls_off(calendar("METHOD:CANCEL\r\n")));
  EXPECT_TRUE(calls_off(calendar("method:Can\r\n cel \r\n"))) << "folded, in another case";
  EXPECT_TRUE(calls_off(calendar("METHOD:CANCEL\r\n") + calendar("METHOD:CANCEL\r\n")));
}

TEST(Method, NothingElseDoes) {
  EXPECT_FALSE(calls_off(calendar("")));
  EXPECT_FALSE(calls_off(calendar("METHOD:REQUEST\r\n")));
  EXPECT_FALSE(calls_off(calendar("", "METHOD:CANCEL\r\n"))) << "of an event it says nothing";
  EXPECT_FALSE(calls_off(calendar("METHOD:CANCEL\r\n") + calendar("METHOD:REQUEST\r\n")));
  EXPECT_FALSE(calls_off("METHOD:CANCEL\r\n"));
  EXPECT_FALSE(calls_off(""));
}

}  // namespace
}  // namespace evenkeel::ical
