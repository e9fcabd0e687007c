#include "core/plans/agenda.hpp"

#include "core/household/ascii.hpp"
#include "core/household/hours.hpp"
#include "core/plans/agenda_sections.hpp"
#include "core/plans/notes.hpp"
#include "core/plans/period.hpp"
#include "core/plans/routines.hpp"
#include "core/time/rrule.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

using agenda::Section;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    lines.push_back(text.substr(0, newline));
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
  }
  return lines;
}

/// A text file of the couple's own, line by line; a line that would end the block is left out.
Section file_section(const AgendaCircumstances& c, const std::string& path) {
  Section s;
  const auto found = c.files.find(path);
  if (found == c.files.end()) return s;
  for (const std::string_view line : lines_of(found->second)) {
    const std::string_view text = line.substr(0, line.find_last_not_of(ascii::blanks) + 1);
    if (ascii::trimmed(text) == block_begin || ascii::trimmed(text) == block_end) continue;
    s.lines.emplace_back(text);
  }
  return s;
}

/// Decisions and changes belong to every agenda: where nothing says so, after promises, and at the end.
std::vector<Section> sections_of(const AgendaCircumstances& c, const Slot& slot) {
  const auto& configured = c.settings.routines[slot.routine].agenda;
  std::vector<Section> sections;
  const auto is_configured = [&](std::string_view name) {
    return std::ranges::find(configured, name, &AgendaSection::name) != configured.end();
  };
  bool agreed_stands = is_configured("agreed");
  for (const AgendaSection& a : configured) {
    sections.push_back(a.name.empty() ? file_section(c, a.file) : agenda::section(c, slot, a.name));
    if (a.name != "promises" || agreed_stands) continue;
    sections.push_back(agenda::agreed(c, slot));
    agreed_stands = true;
  }
  if (!agreed_stands) sections.push_back(agenda::agreed(c, slot));
  if (c.settings.routines[slot.routine].common()) sections.push_back(agenda::opportunities(c, slot));
  if (!is_configured("settings")) sections.push_back(agenda::changed_settings(c, slot));
  return sections;
}

/// How many dates of a rule lie before this one; of a slot that people moved, before the date it is for.
std::int64_t count_of_date(const Routine& routine, const Slot& slot, Date date) {
  const auto rule = parse_rrule(routine.rrule);
  if (!rule) return 0;
  Budget budget;
  const Date end = parse_iso_date(slot.period).value_or(date);
  return std::ssize(rule_dates(*rule, rule_anchor, {rule_anchor, end}, budget));
}

/// How many periods lie between a fixed day and this one.
std::int64_t count_of_period(const Routine& routine, const Slot& slot, Date date) {
  const std::chrono::year_month_day ymd(date);
  const std::int64_t months = (std::int64_t{int(ymd.year())} * 12) + unsigned(ymd.month()) - 1;
  const std::int64_t weeks = monday_of(date).time_since_epoch().count() / 7;
  switch (routine.every) {
    case Period::week:
      return weeks;
    case Period::month:
      return months;
    case Period::quarter:
      return months / 3;
    case Period::year:
      return months / 12;
    case Period::rrule:
      return count_of_date(routine, slot, date);
  }
  return weeks;
}

}  // namespace

PartnerIndex agenda::who_starts(const AgendaCircumstances& c, const Slot& slot) {
  const std::int64_t count = count_of_period(c.settings.routines[slot.routine], slot, date_of(c, slot));
  return count % 2 == 0 ? PartnerIndex::first : PartnerIndex::second;
}

Prompts read_prompts(std::string_view text) {
  Prompts prompts;
  std::vector<std::string>* section = nullptr;
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = ascii::trimmed(raw);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      section = &prompts[std::string(ascii::trimmed(line.substr(1, line.size() - 2)))];
    } else if (section != nullptr) {
      section->emplace_back(line);
    }
  }
  return prompts;
}

Agenda prepare_agenda(const AgendaCircumstances& c, const Slot& slot) {
  std::string text(block_begin);
  text += '\n';
  for (const Section& s : sections_of(c, slot)) {
    if (s.lines.empty()) continue;
    text += '\n';
    if (!s.heading.empty()) text += s.heading + '\n';
    for (const std::string& line : s.lines) text += line + '\n';
  }
  text += '\n';
  text += block_end;
  return {slot.routine, slot.key, std::move(text)};
}

std::vector<std::string> carried_promises(std::span<const PromiseRecord> promises) {
  std::vector<std::string> keys;
  for (const PromiseRecord& p : promises) {
    if (!p.dropped && !p.ticked) keys.push_back(promise_key(p.who, p.text));
  }
  return keys;
}

}  // namespace evenkeel
