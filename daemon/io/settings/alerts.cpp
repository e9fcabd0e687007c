// [alerts]: what of the findings reaches people.
#include "io/settings/convert.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/section_readers.hpp"

namespace evenkeel::settings {

namespace {

/// A word of a list, kept as it is.
OneOf<std::string> word_of(const std::vector<std::string>& words) {
  OneOf<std::string> choice;
  for (const std::string& word : words) choice.choices.emplace_back(word, word);
  return choice;
}

std::optional<double> positive_number(const Value& value, Reader& reader) {
  const auto given = number(value, reader);
  if (!given || *given > 0) return given;
  reader.error(value.at, "everything would be a crunch; expected a number greater than 0, like 0.7");
  return std::nullopt;
}

}  // namespace

void read_alerts(Section& root) {
  const Value* value = root.find("alerts");
  if (value == nullptr) return;
  Alerts& alerts = root.reader().settings.alerts;
  Section section(*value, "alerts", root.reader());
  section.read("notice", alerts.notice, duration);
  section.read("crunch_load", alerts.crunch_load, positive_number);
  section.read("min_severity", alerts.min_severity, word_of({"info", "warning", "urgent"}));
  section.read("max_findings", alerts.max_findings, WholeNumber{0, 1000});
  // DESIGN section 6
  section.read("mute", alerts.mute,
               list_of<std::string>(
                   word_of({"uncovered", "both-away", "crunch", "joint-crunch", "travel-in-crunch",
                            "shared-event", "protected-time", "after-hours", "double-booked", "no-slot"})));
  section.read("quiet", alerts.quiet, day_range);
  section.read("per_day", alerts.per_day, WholeNumber{0, 1000});
  section.finish();
}

}  // namespace evenkeel::settings
