#include "core/calendar/codec.hpp"

#include <gtest/gtest.h>

#include <random>

namespace evenkeel {
namespace {

// Random objects: every field, every alternative, empty and not. Seeded: a failure names its seed.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  CalendarObject object() {
    CalendarObject o;
    o.uid = Uid{text()};
    repeat([&] { o.components.push_back(component()); });
    repeat([&] { o.timezones.push_back(zone()); });
    o.calendar_zone = maybe([&] { return TzId{text()}; });
    repeat([&] { o.warnings.push_back({text(), text()}); });
    return o;
  }

 private:
  std::int64_t number(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(engine_);
  }
  template <typename F>
  void repeat(F f) {
    for (auto n = number(0, 3); n > 0; --n) f();
  }
  template <typename F>
  auto maybe(F f) -> std::optional<decltype(f())> {
    if (number(0, 1) == 0) return std::nullopt;
    return f();
  }
  template <typename E>
  E one_of(E last) {
    return static_cast<E>(number(0, static_cast<int>(last)));
  }
  std::string text() {
    std::string s;
    for (auto n = number(0, 200) < 190 ? number(0, 20) : number(0, 500); n > 0; --n) {
      s += static_cast<char>(number(-128, 127));
    }
    return s;
  }
  Seconds seconds() { return Seconds{number(-400'000'000'000, 400'000'000'000)}; }
  LocalTime local() { return LocalTime{seconds()}; }
  NominalDuration duration() { return {Days{number(-4'000'000, 4'000'000)}, seconds()}; }
  EventTime time() {
    switch (number(0, 3)) {
      case 0:
        return Date{Days{number(-800'000, 3'000'000)}};
      case 1:
        return local();
      case 2:
        return ZonedTime{local(), TzId{text()}};
      default:
        return Instant{seconds()};
    }
  }
  std::variant<EventTime, RDatePeriod> rdate() {
    if (number(0, 1) == 0) return time();
    RDatePeriod period{time(), duration()};
    if (number(0, 1) == 0) period.end = time();
    return period;
  }
  VTimezone zone() {
    VTimezone z{TzId{text()}, {}};
    repeat([&] {
      Observance o{local(), seconds(), seconds(), {}, {}};
      repeat([&] { o.rrules.push_back(text()); });
      repeat([&] { o.rdates.push_back(local()); });
      z.observances.push_back(o);
    });
    return z;
  }
  void when(Component& c) {
    c.recurrence_id = maybe([&] { return time(); });
    c.this_and_future = number(0, 1) != 0;
    c.dtstart = maybe([&] { return time(); });
    c.dtend = maybe([&] { return time(); });
    c.duration = maybe([&] { return duration(); });
    c.dates_zone = TzId{text()};
    repeat([&] { c.rrules.push_back(text()); });
    repeat([&] { c.exrules.push_back(text()); });
    repeat([&] { c.rdates.push_back(rdate()); });
    repeat([&] { c.exdates.push_back(time()); });
    c.travel = seconds();
    c.dtstamp = maybe([&] { return Instant{seconds()}; });
    c.completed = maybe([&] { return Instant{seconds()}; });
    c.estimated_duration = maybe([&] { return seconds(); });
  }
  Component component() {
    Component c;
    when(c);
    c.kind = one_of(ComponentKind::todo);
    c.uid = Uid{text()};
    c.summary = PrivateText{text()};
    c.location = PrivateText{text()};
    c.description = PrivateText{text()};
    repeat([&] { c.categories.emplace_back(text()); });
    c.status = one_of(Status::in_process);
    c.transp = one_of(Transp::transparent);
    c.classification = one_of(Classification::confidential);
    c.busy_status = one_of(BusyStatus::working_elsewhere);
    c.organizer = maybe([&] { return Address{text()}; });
    repeat([&] { c.attendees.push_back({Address{text()}, one_of(PartStat::other), text()}); });
    c.attendee_count = static_cast<std::uint32_t>(number(0, UINT32_MAX));
    c.sequence = static_cast<std::int32_t>(number(INT32_MIN, INT32_MAX));
    c.percent_complete = maybe([&] { return static_cast<int>(number(0, 100)); });
    return c;
  }

  std::mt19937 engine_;
};

TEST(Codec, DecodesWhatItEncoded) {
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    const CalendarObject object = Random(seed).object();
    const auto decoded = decode(encode(object));
    ASSERT_TRUE(decoded) << "seed " << seed << ": " << decoded.error().text;
    ASSERT_EQ(*decoded, object) << "seed " << seed;
  }
}

TEST(Codec, RefusesEveryBeginning) {
  const std::string bytes = encode(Random(7).object());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(decode(bytes + '\0'));
}

// Whatever the bytes are, the answer is an error or an object that is itself again when it is sent round.
TEST(Codec, SurvivesChangedBytes) {
  std::mt19937 engine(11);
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    std::string bytes = encode(Random(seed).object());
    for (int n = 0; n < 3; ++n) bytes[engine() % bytes.size()] = static_cast<char>(engine());
    const auto decoded = decode(bytes);
    if (!decoded) continue;
    const auto again = decode(encode(*decoded));
    ASSERT_TRUE(again) << "seed " << seed;
    ASSERT_EQ(*again, *decoded) << "seed " << seed;
  }
}

TEST(Codec, RefusesCountsThatCannotBe) {
  // Version 2, empty UID, then 2^62 components.
  EXPECT_FALSE(decode(std::string_view("\x02\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x3F", 11)));
}

TEST(Codec, RefusesAnotherVersion) {
  std::string bytes = encode(CalendarObject{});
  bytes[0] = 1;
  const auto decoded = decode(bytes);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().kind, ErrorKind::invalid_data);
}

TEST(Codec, IsCompact) {
  CalendarObject object;
  object.uid = Uid{"u"};
  object.components.emplace_back().uid = Uid{"u"};
  EXPECT_LT(encode(object).size(), 50U);
}

}  // namespace
}  // namespace evenkeel
