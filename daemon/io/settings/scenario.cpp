#include "io/settings/scenario.hpp"

#include "core/time/rrule.hpp"
#include "core/time/zones.hpp"
#include "io/settings/convert.hpp"
#include "io/settings/dates.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/pattern.hpp"
#include "io/settings/references.hpp"
#include "io/settings/rule.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/text_file.hpp"
#include "io/settings/toml.hpp"

#include <algorithm>
#include <filesystem>

namespace evenkeel {

namespace settings {

namespace {

/// "3d", or "-3d": earlier.
std::optional<Seconds> signed_duration(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  if (given == nullptr || !given->starts_with('-')) return duration(value, reader);
  Value positive = value;
  positive.data = given->substr(1);
  const auto length = duration(positive, reader);
  if (!length) return std::nullopt;
  return -*length;
}

/// A regular expression for SUMMARY, or a table as in [[rule]].
std::optional<RuleMatch> scenario_match(const Value& value, Reader& reader) {
  if (value.as<Table>() != nullptr) return rule_match(value, reader);
  auto summary = pattern(value, reader);
  if (!summary) return std::nullopt;
  RuleMatch match;
  match.summary = *std::move(summary);
  return match;
}

/// Any recurrence rule (RFC 5545 3.3.10).
std::optional<std::string> recurrence_rule(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  if (const auto rule = parse_rrule(*given); !rule) {
    reader.error(value.at, "this is no RRULE: " + rule.error().text +
                               R"(; expected one like "FREQ=WEEKLY;BYDAY=MO,FR")");
    return std::nullopt;
  }
  return given;
}

class ScenarioReader {
 public:
  ScenarioReader(Section& root, const std::string& file, LoadedScenario& loaded)
      : root_(root), reader_(root.reader()), file_(file), loaded_(loaded) {}

  /// Settings first, then what goes, what moves, what comes.
  void read() {
    root_.read("title", loaded_.scenario.title, text);
    each("set", [this](Section& s) { read_set(s); });
    read_careers(root_);
    for (const Career& career : reader_.settings.careers) step({0, 0}, career);
    each("remove", [this](Section& s) { read_remove(s); });
    each("move", [this](Section& s) { read_move(s); });
    each("add", [this](Section& s) { read_add(s); });
    root_.finish();
  }

 private:
  template <typename Read>
  void each(std::string_view key, const Read& read) {
    for (const Value* value : tables_of(root_, key)) {
      Section section(*value, std::string(key), reader_);
      read(section);
      section.finish();
    }
  }

  void step(Position at, ScenarioChange change) {
    std::string place = file_;
    if (at.line > 0) place += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    loaded_.scenario.steps.push_back({std::move(place), std::move(change)});
  }

  /// The position of a key's value, for what only shows when it is laid.
  static Position at(Section& section, std::string_view key) {
    const Value* value = section.find(key);
    return value == nullptr ? section.at() : value->at;
  }

  void read_set(Section& section) {
    SetPartner set;
    section.require("partner", set.partner, partner_id, "expected whose settings they are");
    section.read("working_hours", set.working_hours, week_ranges);
    section.read("time_zone", set.zone, time_zone);
    if (section.find("working_hours") == nullptr && section.find("time_zone") == nullptr) {
      section.missing("working_hours", "expected `working_hours` or `time_zone`");
    }
    step(section.at(), std::move(set));
  }

  void read_remove(Section& section) {
    std::string uid;
    RuleMatch match;
    const bool by_uid = section.read("uid", uid, text);
    const bool by_match = section.read("match", match, scenario_match);
    only_one(section, "uid", "match");
    if (by_uid) step(at(section, "uid"), RemoveUid{Uid(uid)});
    if (by_match) step(at(section, "match"), RemoveMatching{std::move(match)});
  }

  void read_move(Section& section) {
    std::string uid;
    std::string deadline;
    Due to;
    Seconds by{0};
    const bool by_uid = section.read("uid", uid, text);
    const bool by_deadline = section.read("deadline", deadline, text);
    const bool to_given = section.read("to", to, due);
    const bool by_given = section.read("by", by, signed_duration);
    only_one(section, "uid", "deadline");
    only_one(section, "to", "by");
    if (!to_given && !by_given) return;
    const MoveTarget target = to_given ? MoveTarget(to) : MoveTarget(by);
    if (by_uid) step(at(section, "uid"), MoveUid{Uid(uid), target});
    if (by_deadline) step(at(section, "deadline"), MoveDue{deadline, target});
  }

  /// One of two keys must be there, and not both.
  static void only_one(Section& section, const std::string& a, const std::string& b) {
    const bool has_a = section.find(a) != nullptr;
    const bool has_b = section.find(b) != nullptr;
    if (has_a && has_b) section.error(b, "`" + a + "` is given too; expected one of both");
    if (!has_a && !has_b) section.missing(a, "expected `" + a + "` or `" + b + "`");
  }

  void read_add(Section& section) {
    AddObjects add;
    section.require("partner", add.partner, partner_id, "expected whose event it is");
    section.read("kind", add.kind, kind_word);
    section.read("presence", add.presence, presence_word);
    std::string ics;
    const bool from_file = section.read("ics", ics, path);
    const bool described_here = read_event(section, add);
    if (section.find("ics") != nullptr && described_here) {
      section.error("ics", "an event is described here too; expected one of both");
    } else if (section.find("ics") == nullptr && !described_here) {
      section.missing("start", "expected when it begins, or `ics`");
    }
    if (from_file) loaded_.files.push_back({loaded_.scenario.steps.size(), ics});
    step(at(section, "ics"), std::move(add));
  }

  /// Whether any key of a described event stands there.
  bool read_event(Section& section, AddObjects& add) {
    DescribedEvent event;
    bool all_day = false;
    const bool titled = section.read("summary", event.summary, text);
    const bool begins = section.read("start", event.start, due);
    const bool ends = section.read("end", event.end, due);
    const bool said = section.read("all_day", all_day, boolean);
    const bool repeats = section.read("rrule", event.rrule, recurrence_rule);
    if (begins && check_times(section, event, said ? std::optional(all_day) : std::nullopt)) {
      add.objects.push_back(described(event, loaded_.scenario.steps.size() + 1));
    }
    if (!begins && section.find("start") == nullptr && (titled || ends || said || repeats)) {
      section.missing("start", "expected when it begins");
      return true;
    }
    return titled || begins || ends || said || repeats;
  }

  /// Dates make it all-day; both ends are of one kind, and the end is after the start.
  bool check_times(Section& section, const DescribedEvent& event, std::optional<bool> all_day) {
    const bool dates = std::holds_alternative<Date>(event.start);
    if (all_day && *all_day != dates) {
      section.error("all_day", dates ? "`start` is a date; expected true, or a date-time as `start`"
                                     : "`start` is a date-time; expected false, or a date as `start`");
      return false;
    }
    if (!event.end) {
      if (dates) return true;
      if (section.find("end") == nullptr) section.missing("end", "expected when it ends");
      return false;
    }
    if (std::holds_alternative<Date>(*event.end) != dates) {
      section.error("end", "`start` and `end` are of different kinds; expected two dates or two date-times");
      return false;
    }
    const Partner& partner = reader_.settings.partners[0];
    if (start_instant(*event.end, partner) <= start_instant(event.start, partner)) {
      section.error("end", "this is not after `start`; expected a later end (it does not belong to it)");
      return false;
    }
    return true;
  }

  Section& root_;
  Reader& reader_;
  const std::string& file_;
  LoadedScenario& loaded_;
};

}  // namespace

}  // namespace settings

LoadedScenario load_scenario_text(std::string_view text, const std::string& file_name,
                                  const std::string& directory, const Settings& settings, Zones& zones) {
  LoadedScenario loaded;
  const auto document = settings::parse_toml(text);
  if (!document) {
    const settings::Position at = document.error().at;
    loaded.problems = {{file_name, at.line, at.column, document.error().text, false}};
    return loaded;
  }
  settings::Reader reader(file_name, directory, zones, process_environment());
  reader.settings = settings;
  reader.settings.careers.clear();  // those of the scenario come before the household's
  settings::Section root(*document, "", reader);
  settings::ScenarioReader(root, file_name, loaded).read();
  if (loaded.scenario.title.empty()) loaded.scenario.title = std::filesystem::path(file_name).stem().string();
  loaded.problems = reader.take_problems();
  loaded.ok = !reader.failed();
  return loaded;
}

LoadedScenario load_scenario(const std::string& path, const Settings& settings, Zones& zones) {
  const auto file = settings::read_text_file(path);
  if (!file) {
    LoadedScenario refused;
    refused.problems = {{path, 0, 0, file.error().text, false}};
    return refused;
  }
  return load_scenario_text(file->text, path, file->directory, settings, zones);
}

}  // namespace evenkeel
