// PITFALLS 0.5: what libical itself does with inputs made for it, when nothing stands before it. evenkeel's
// own reader refuses these before libical sees them; here the worker is given libical bare, so that what is
// tested is the process around it: only that object is lost, and the next one is read.
#include "io/system/worker_reader.hpp"

#include <gtest/gtest.h>
#include <libical/ical.h>
#include <poll.h>

#include <chrono>
#include <map>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;

void ignore(icalcomponent* /*event*/, icaltime_span* /*span*/, void* /*data*/) {}

// A reader as one would write it with libical: parse, and expand two years.
Expected<ical::ReadResult> bare_libical(std::string_view text, const ical::ReadOptions& /*options*/,
                                        const ical::GoingOn& /*going_on*/) {
  icalcomponent* const calendar = icalparser_parse_string(std::string(text).c_str());
  if (calendar == nullptr) return fail(ErrorKind::invalid_data, "not a calendar");
  auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
  for (; event != nullptr; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    icalcomponent_foreach_recurrence(event, icaltime_from_string("20260101T000000Z"),
                                     icaltime_from_string("20280101T000000Z"), ignore, nullptr);
  }
  icalcomponent_free(calendar);
  return ical::ReadResult{};
}

std::string calendar(const std::string& lines, const std::string& before = "") {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + before + "BEGIN:VEVENT\r\nUID:u\r\n" + lines +
         "END:VEVENT\r\nEND:VCALENDAR\r\n";
}
const std::string good = calendar("DTSTART:20261121T090000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\n");

std::map<std::uint64_t, bool> read_all(WorkerReader& reader, std::size_t count) {
  std::map<std::uint64_t, bool> read;
  while (read.size() < count) {
    pollfd waiting{reader.fd(), POLLIN, 0};
    if (poll(&waiting, 1, 60'000) != 1) break;
    for (const auto& [id, result] : reader.collect()) {
      read[id] = result.has_value();
      if (!result) {
        EXPECT_EQ(result.error().kind, ErrorKind::refused);
      }
    }
  }
  return read;
}

void expect_only_its_own_loss(const std::string& bad, const WorkerLimits& limits) {
  // libical reads zones from files when it needs them first, which the worker may not do any more.
  ASSERT_TRUE(bare_libical(good, {}, {}));
  auto reader = WorkerReader::start(limits, &bare_libical);
  ASSERT_TRUE(reader);
  std::uint64_t id = 0;
  for (const auto* text : {&good, &bad, &good}) (*reader)->submit({++id, *text, {}, id});
  EXPECT_EQ(read_all(**reader, 3), (std::map<std::uint64_t, bool>{{1, true}, {2, false}, {3, true}}));
  // It is there again for what comes later.
  (*reader)->submit({4, good, {}, 4});
  EXPECT_EQ(read_all(**reader, 1), (std::map<std::uint64_t, bool>{{4, true}}));
}

WorkerLimits limits_of_a_second() {
  WorkerLimits limits;
  limits.job = 1s;
  return limits;
}

TEST(WorkerLibical, P98_ARuleThatHangsIt) {
  expect_only_its_own_loss(
      calendar("DTSTART:20261121T090000Z\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
      limits_of_a_second());
}

TEST(WorkerLibical, P99_AVtimezoneThatHangsIt) {
  expect_only_its_own_loss(
      calendar("DTSTART;TZID=Bomb:20261121T090000\r\n",
               "BEGIN:VTIMEZONE\r\nTZID:Bomb\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
               "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:"
               "VTIMEZONE\r\n"),
      limits_of_a_second());
}

#ifndef __SANITIZE_ADDRESS__
TEST(WorkerLibical, P05_PropertiesThatTakeAllMemory) {
  std::string many;
  for (int i = 0; i < 2'000'000; ++i) many += "X-A:b\r\n";
  WorkerLimits limits;
  limits.job = 10s;
  limits.memory_bytes = std::size_t{256} << 20U;
  expect_only_its_own_loss(calendar("DTSTART:20261121T090000Z\r\n" + many), limits);
}
#endif

}  // namespace
}  // namespace evenkeel
