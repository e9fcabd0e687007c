// A resource is told by its UIDs before it is read: they have to be those that reading it gives.
#include "core/ical/uids.hpp"

#include "core/ical/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace evenkeel::ical {
namespace {

std::string event(const std::string& lines) {
  return "BEGIN:VEVENT\r\nDTSTART:20261121T090000Z\r\n" + lines + "END:VEVENT\r\n";
}

std::string calendar(const std::string& components) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + components + "END:VCALENDAR\r\n";
}

TEST(Uids, AreThoseThatReadingGives) {
  const auto text = calendar(
      event("UID:plain@example.org\r\n") + event("uid: blanks around \r\n") +
      event("UID:comma\\, semicolon\\; backslash\\\\ line\\nnext\r\n") + event("UID:stray\\backslash\r\n") +
      event("UID:folded-\r\n over-two-lines\r\n") + event("UID;X-P=1:with-a-parameter\r\n") +
      event("UID:umlaut-\xc3\xa4\r\n") + event("UID:latin-\xe4\r\n") + event("UID:\r\nSUMMARY:none\r\n") +
      event("UID:" + std::string(300, 'x') + "\r\n") + event("UID:tab\x01-and-control\r\n") +
      "BEGIN:VTODO\r\nUID:a to-do\r\nEND:VTODO\r\n" +
      event("UID:an-alarm\r\nBEGIN:VALARM\r\nUID:of-the-alarm\r\nEND:VALARM\r\n"));
  const auto read = ical::read(text, {});
  const auto found = uids(text);
  ASSERT_TRUE(read && found);
  std::vector<Uid> expected;
  for (const auto& object : read->objects) expected.push_back(object.uid);
  ASSERT_EQ(expected.size(), 13U);
  EXPECT_EQ(*found, expected);
  EXPECT_TRUE(is_made_of_content(found->at(8)));
  EXPECT_FALSE(is_made_of_content(found->at(0)));
}

TEST(Uids, AreToldOnceAndOfEventsAndToDosOnly) {
  EXPECT_THAT(
      uids(calendar(event("UID:a\r\n") + event("UID:a\r\nRECURRENCE-ID:20261121T090000Z\r\n")) +
           calendar(event("UID:b\r\n") + event("UID:a\r\n") + "BEGIN:VJOURNAL\r\nUID:j\r\nEND:VJOURNAL\r\n"))
          .value(),
      ::testing::ElementsAre(Uid("a"), Uid("b")));
}

TEST(Uids, AreNotToldOfWhatIsNoCalendarOrCutOff) {
  EXPECT_FALSE(uids("<html></html>"));
  EXPECT_FALSE(uids("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n"));
}

TEST(ForeignLines, AreWhatNoCalendarHasBetweenItsComponents) {
  const auto good = event("UID:a\r\nDESCRIPTION:no: line\r\n");
  for (const char* line : {"Fatal error: Allowed memory size exhausted\r\n", "<html>502</html>\r\n",
                           "oops\r\n", "<b>Warning</b>: it\r\n"}) {
    EXPECT_TRUE(has_foreign_lines(calendar(good + line))) << line;
  }
  for (const char* line : {"", "\r\n", "X-WR-CALNAME:Work\r\n", "x-odd_name;A=b:c\r\n", " \r\n",
                           "X-LONG:folded\r\n  here\r\n"}) {
    EXPECT_FALSE(has_foreign_lines(calendar(line + good))) << line;
  }
  EXPECT_FALSE(has_foreign_lines(calendar("BEGIN:VEVENT\r\nDTSTART:20261121\r\noops\r\nEND:VEVENT\r\n")));
  EXPECT_FALSE(has_foreign_lines("<html></html>"));
}

}  // namespace
}  // namespace evenkeel::ical
