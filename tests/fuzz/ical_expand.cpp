// Strangers' iCalendar, as far as it goes: read, split, stored, stored again, expanded. Nothing here may
// crash, hang or disagree with itself, whatever the bytes are.
#include "core/calendar/codec.hpp"
#include "core/calendar/expand.hpp"
#include "core/ical/limits.hpp"
#include "core/ical/read.hpp"
#include "core/time/tzdata.hpp"
#include "fuzz/claim.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace {

using namespace evenkeel;
using fuzz::claim;

std::optional<std::string> remembered_tzdata(std::string_view name) {
  static std::map<std::string, std::optional<std::string>, std::less<>> files;
  const auto known = files.find(name);
  if (known != files.end()) return known->second;
  if (files.size() > 2'000) return std::nullopt;
  return files.emplace(name, test::tzdata(name)).first->second;
}

void check(const Expansion& expansion, const ExpandOptions& options) {
  claim(expansion.occurrences.size() <= 10'000);
  Instant last = Instant::min();
  for (const Occurrence& o : expansion.occurrences) {
    claim(o.component != nullptr && o.time.start <= o.time.end && o.time.start >= last);
    last = o.time.start;
    const bool instant = o.time.start == o.time.end;
    claim(o.time.start < options.range.end);
    claim(instant ? o.time.start >= options.range.start : o.time.end > options.range.start);
    claim(!o.all_day || o.dates.first < o.dates.end);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const ical::ReadOptions reading{{Address{"alex@example.org"}}, true};
  const auto result = ical::read(text, reading);
  const auto pieces = ical::split(text);
  claim(result.has_value() == pieces.has_value());
  if (!result) return 0;
  claim(result->warnings.size() <= ical::limits::warnings + 1);
  for (const auto& piece : pieces->pieces) claim(ical::read(piece.text, reading).has_value());

  Zones zones(remembered_tzdata);
  const ExpandOptions options{
      &zones, zones.named("Europe/London"), {test::utc(2026, 10, 1), test::utc(2027, 4, 1)}, true};
  SourceBudget budget{200'000, 5'000};
  for (const CalendarObject& object : result->objects) {
    const auto stored = decode(encode(object));
    claim(stored && *stored == object);
    check(expand(object, options, budget), options);
  }
  return 0;
}
