#include "core/plans/settings_changes.hpp"

#include "core/plans/fold.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string clock(Seconds time) {
  const std::int64_t minutes = time / Minutes(1);
  const std::int64_t day = 24LL * 60;
  const std::int64_t shown = minutes > day ? minutes - day : minutes;
  return fmt::format("{:02}:{:02}", shown / 60, shown % 60);
}

std::string ranges_text(const DayRanges& ranges) {
  std::string text;
  for (const DayRange& range : ranges) {
    text += fmt::format("{}{}-{}", text.empty() ? "" : ", ", clock(range.start), clock(range.end));
  }
  return text;
}

/// "mon-thu 09:00-17:30; fri 09:00-16:00": neighbouring days of the same ranges are one.
std::string week_text(const WeekRanges& week) {
  std::string text;
  for (std::size_t first = 0; first < 7;) {
    std::size_t last = first;
    while (last + 1 < 7 && week.days[last + 1] == week.days[first]) ++last;
    if (!week.days[first].empty()) {
      text +=
          fmt::format("{}{}{} {}", text.empty() ? "" : "; ", weekdays[first],
                      last > first ? fmt::format("-{}", weekdays[last]) : "", ranges_text(week.days[first]));
    }
    first = last + 1;
  }
  return text.empty() ? "none" : text;
}

std::string_view disclosed(Disclose disclose) {
  switch (disclose) {
    case Disclose::busy:
      return "busy or free alone";
    case Disclose::kind:
      return "kinds";
    case Disclose::title:
      return "titles";
    case Disclose::full:
      return "titles and places";
  }
  return "busy or free alone";
}

class Telling {
 public:
  explicit Telling(const Settings& settings) : settings_(settings) {}

  ToldSettings all() {
    for (const Partner& partner : settings_.partners) tell(partner);
    for (const SourceSettings& source : settings_.household_calendars) tell(source, Disclose::title);
    for (const SharedCalendar& shared : settings_.shared) tell(shared.connection, Disclose::title);
    for (const Helper& helper : settings_.helpers) {
      put(helper.name + " is available", week_text(helper.available));
      for (const SourceSettings& source : helper.calendars) tell(source, Disclose::busy);
    }
    for (const Career& career : settings_.careers) tell(career);
    return std::move(told_);
  }

 private:
  void put(std::string_view name, std::string_view value) { told_[one_line(name)] = one_line(value); }

  void tell(const Partner& partner) {
    std::string hours = week_text(partner.working_hours);
    if (partner.fixed_hours) hours += ", fixed";
    if (partner.zone != settings_.zone && partner.zone != nullptr) hours += " in " + partner.zone->name();
    put(partner.name + "'s working hours", hours);
    for (const SourceSettings& source : partner.calendars) tell(source, partner.disclose);
  }

  void tell(const SourceSettings& source, Disclose otherwise) {
    std::string value = fmt::format("shows {}", disclosed(source.disclose.value_or(otherwise)));
    if (source.private_as_others) value += ", of private ones too";
    if (source.from) value += ", counts from " + iso_date(*source.from);
    if (source.until) value += ", counts until " + iso_date(*source.until);
    put("The calendar " + source.name.str(), value);
  }

  void tell(const Career& career) {
    std::string value = "equal";
    for (const Partner& partner : settings_.partners) {
      if (career.lead_model && partner.id == career.lead) {
        value = fmt::format("{} leads, with {} % of the duties", partner.name, career.share_percent);
      }
    }
    put("The shares from " + iso_date(career.from), value);
  }

  const Settings& settings_;
  ToldSettings told_;
};

}  // namespace

ToldSettings told_settings(const Settings& settings) {
  return Telling(settings).all();
}

std::vector<std::string> settings_changes(const ToldSettings& before, const ToldSettings& now) {
  std::map<std::string, std::string> sentences;
  for (const auto& [name, value] : now) {
    const auto was = before.find(name);
    if (was == before.end()) {
      sentences[name] = fmt::format("{}: new, {}", name, value);
    } else if (was->second != value) {
      sentences[name] = fmt::format("{}: {} → {}", name, was->second, value);
    }
  }
  for (const auto& [name, value] : before) {
    if (!now.contains(name)) sentences[name] = fmt::format("{}: gone (was: {})", name, value);
  }
  std::vector<std::string> result;
  for (auto& [name, sentence] : sentences) result.push_back(std::move(sentence));
  return result;
}

std::string written(const ToldSettings& settings) {
  std::string text;
  for (const auto& [name, value] : settings) text += name + '\t' + value + '\n';
  return text;
}

ToldSettings read_told_settings(std::string_view text) {
  ToldSettings settings;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos) {
      settings.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return settings;
}

}  // namespace evenkeel
