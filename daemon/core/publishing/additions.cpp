#include "core/publishing/additions.hpp"

#include "core/ical/content_line.hpp"
#include "core/publishing/raw_alarm.hpp"
#include "core/publishing/raw_event.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace evenkeel {
namespace {

/// What we write, and what only says how or when something was written. All else is people's.
constexpr std::array<std::string_view, 22> not_kept{"UID",
                                                    "DTSTAMP",
                                                    "SEQUENCE",
                                                    "SUMMARY",
                                                    "DESCRIPTION",
                                                    "LOCATION",
                                                    "DTSTART",
                                                    "DTEND",
                                                    "DURATION",
                                                    "TRANSP",
                                                    "ORGANIZER",
                                                    "ATTENDEE",
                                                    "CATEGORIES",
                                                    "LAST-MODIFIED",
                                                    "RECURRENCE-ID",
                                                    "RRULE",
                                                    "RDATE",
                                                    "EXDATE",
                                                    "REQUEST-STATUS",
                                                    "X-LIC-ERROR",
                                                    "EXRULE",
                                                    "X-MICROSOFT-CDO-ALLDAYEVENT"};

std::string param(const RawLine& line, std::string_view name) {
  const ical::ContentLine content{line.name, line.params, line.value};
  return std::string(content.param(name));
}

std::string address_of(const RawLine& line) {
  std::string text(ical::trimmed(line.value));
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  constexpr std::string_view scheme = "mailto:";
  return text.starts_with(scheme) ? text.substr(scheme.size()) : text;
}

std::string category_of(const std::string& value) {
  return plain_line(unescaped(value));
}

std::set<std::string> categories_of(const RawEvent& event) {
  std::set<std::string> result;
  for (const RawLine& line : event.lines) {
    if (line.name != "CATEGORIES") continue;
    for (const std::string& value : list_values(line.value)) result.insert(category_of(value));
  }
  return result;
}

class Graft {
 public:
  Graft(const RawEvent& ours, const RawEvent& theirs, const EventContent* base, const EventContent& now,
        const SamePerson& same_person)
      : ours_(ours), theirs_(theirs), base_(base), now_(now), same_person_(same_person) {
    for (const RawLine& line : ours.lines) written_.insert(line.name);
  }

  std::string run() && {
    text_ = ours_.before;
    add_ours();
    add_categories();
    add_properties();
    add_people();
    add_parts();
    return std::move(text_.append(ours_.after));
  }

 private:
  void add_ours() {
    std::set<std::string> taken_away;
    if (base_ != nullptr) {
      for (const std::string& category : base_->categories) taken_away.insert(plain_line(category));
      for (const std::string& category : categories_of(theirs_)) taken_away.erase(category);
    }
    for (const RawLine& line : ours_.lines) {
      if (line.name == "CATEGORIES" && taken_away.contains(category_of(line.value))) continue;
      text_ += line.raw;
    }
  }

  void add_categories() {
    std::set<std::string> known = categories_of(ours_);
    if (base_ != nullptr) {
      for (const std::string& category : base_->categories) known.insert(plain_line(category));
    }
    for (const RawLine& line : theirs_.lines) {
      if (line.name != "CATEGORIES") continue;
      for (const std::string& value : list_values(line.value)) {
        const std::string category = category_of(value);
        if (!category.empty() && known.insert(category).second) add_folded("CATEGORIES:" + value);
      }
    }
  }

  /// Whether it needs a zone that only stood in their text.
  [[nodiscard]] bool of_another_zone(const RawLine& line) const {
    const std::string zone = param(line, "TZID");
    if (zone.empty()) return false;
    const auto start = std::ranges::find(ours_.lines, "DTSTART", &RawLine::name);
    return start == ours_.lines.end() || param(*start, "TZID") != zone;
  }

  void add_properties() {
    const bool same_text = plain_text(unescaped(ours_.value("DESCRIPTION"))) ==
                           plain_text(unescaped(theirs_.value("DESCRIPTION")));
    for (const RawLine& line : theirs_.lines) {
      if (std::ranges::find(not_kept, line.name) != not_kept.end() || written_.contains(line.name)) continue;
      // The description in another form: it would go on saying what we say no more.
      if (line.name == "X-ALT-DESC" && !same_text) continue;
      if (!of_another_zone(line)) text_ += with_crlf(line.raw);
    }
  }

  [[nodiscard]] bool invited_by_us(const std::string& address) const {
    const Address theirs(address);
    const auto among = [&](const EventContent& content) {
      return std::ranges::any_of(content.invitees, [&](const Invitee& invitee) {
        return invitee.address == theirs || (same_person_ && same_person_(invitee.address, theirs));
      });
    };
    return among(now_) || base_ == nullptr || among(*base_);
  }

  void add_people() {
    const auto organizer = std::ranges::find(theirs_.lines, "ORGANIZER", &RawLine::name);
    const bool theirs = organizer != theirs_.lines.end();
    const std::string by = theirs ? address_of(*organizer) : std::string();
    bool guests = written_.contains("ORGANIZER");
    for (const RawLine& line : theirs_.lines) {
      if (line.name != "ATTENDEE" || invited_by_us(address_of(line)) || address_of(line) == by) continue;
      if (!guests && !theirs) return;  // nobody could have invited them
      if (!guests) text_ += with_crlf(organizer->raw);
      guests = true;
      text_ += with_crlf(line.raw);
    }
  }

  /// Whether we put this alarm there.
  [[nodiscard]] bool is_ours(const RawPart& part, const std::set<std::string>& former) const {
    if (!is_alarm(part)) return false;
    if (base_ != nullptr) return former.contains(trigger_of(part));
    return looks_like_ours(part, unescaped(theirs_.value("SUMMARY")));
  }

  void add_parts() {
    const bool renamed =
        plain_line(unescaped(theirs_.value("SUMMARY"))) != plain_line(unescaped(ours_.value("SUMMARY")));
    const std::vector<std::string> wanted = triggers_of(ours_);
    std::set<std::string> former;
    if (base_ != nullptr) {
      for (const AlarmTime& alarm : base_->alarms) former.insert(trigger_of(alarm));
    }
    std::set<std::string> stood;  // of ours
    std::set<std::string> stays;
    for (const RawPart& part : theirs_.parts) {
      if (part.raw.empty()) continue;
      const std::string trigger = trigger_of(part);
      if (is_ours(part, former)) {
        stood.insert(trigger);
        // Its text is the title.
        if (renamed || std::ranges::find(wanted, trigger) == wanted.end()) continue;
      }
      stays.insert(trigger);
      text_ += with_crlf(part.raw);
    }
    if (!former.empty() && stood.empty()) return;  // people want no alarm of ours
    for (const RawPart& part : ours_.parts) {
      const std::string trigger = trigger_of(part);
      const bool taken_away = former.contains(trigger) && !stood.contains(trigger);
      if (!taken_away && !stays.contains(trigger)) text_ += part.raw;
    }
  }

  /// RFC 5545 3.1: at most 75 octets a line, and never a character cut in two.
  void add_folded(const std::string& line) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size();) {
      std::size_t next = i + 1;
      while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0U) == 0x80U) ++next;
      if (width + next - i > 75) {
        text_ += "\r\n ";
        width = 1;
      }
      text_.append(line, i, next - i);
      width += next - i;
      i = next;
    }
    text_ += "\r\n";
  }

  const RawEvent& ours_;
  const RawEvent& theirs_;
  const EventContent* base_;
  const EventContent& now_;
  const SamePerson& same_person_;
  std::set<std::string> written_;
  std::string text_;
};

}  // namespace

std::string with_additions(const std::string& ours, const std::string& theirs, const EventContent* base,
                           const EventContent& now, const SamePerson& same_person) {
  const RawEvent mine = raw_event(ours);
  const RawEvent there = raw_event(theirs);
  if (!mine.whole || !there.whole || mine.events != 1 || there.events != 1 ||
      mine.value("UID") != there.value("UID")) {
    return ours;
  }
  return Graft(mine, there, base, now, same_person).run();
}

}  // namespace evenkeel
