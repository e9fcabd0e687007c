#include "core/plans/agenda_sections.hpp"

#include "core/plans/fold.hpp"
#include "core/plans/notes.hpp"
#include "core/plans/promises.hpp"
#include "core/plans/routines.hpp"
#include "core/plans/share.hpp"
#include "core/plans/wording.hpp"
#include "core/time/text.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel::agenda {

namespace {

const Zone& zone(const AgendaCircumstances& c, const Slot& slot) {
  return zone_of(c.settings, c.settings.routines[slot.routine]);
}

std::string partner_name(const AgendaCircumstances& c, PartnerIndex p) {
  return name_of(c.settings, person(p));
}

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::urgent:
      return "urgent: ";
    case Severity::warning:
      return "";
    case Severity::info:
      return "later: ";
  }
  return "";
}

/// What goes to one person alone is not for a text that both read (DESIGN section 8).
bool is_for_both(const Finding& f) {
  return !f.if_accepted && f.kind != "after-hours" && f.kind != "double-booked";
}

/// "Now: Alex 35 % of the duties, Sam 65 %."
std::string shares_in_force(const AgendaCircumstances& c, Date date) {
  const int first = first_share_on(c.settings, {}, date);
  return fmt::format("Now: {} {} % of the duties, {} {} %.", partner_name(c, PartnerIndex::first), first,
                     partner_name(c, PartnerIndex::second), 100 - first);
}

/// The running balance at the end of the horizon.
std::string duties_shared(const AgendaCircumstances& c) {
  std::string text;
  for (const PartnerIndex p : both_partners) {
    text += fmt::format("{}{} {} (the share: {:.1f})", text.empty() ? "As planned: " : ", ",
                        partner_name(c, p), counted(c.rota.points[index(p)], "point"), c.rota.due[index(p)]);
  }
  return text + ".";
}

std::string weekdays_half(const HalfDay& half) {
  return fmt::format("{} {}", weekday_name(half.weekday), half.afternoon ? "afternoons" : "mornings");
}

}  // namespace

Date date_of(const AgendaCircumstances& c, const Slot& slot) {
  return zone(c, slot).date_of(slot.time.start);
}

Section wins(const AgendaCircumstances& c, const Slot& slot) {
  Section s{"What went well", {}};
  for (const Win& w : c.wins) {
    if (w.date <= date_of(c, slot))
      s.lines.push_back(fmt::format("· {}: {}", day_text(w.date), one_line(w.text)));
  }
  for (const std::string& proposal : c.proposals) s.lines.push_back("· " + one_line(proposal));
  return s;
}

Section risks(const AgendaCircumstances& c, const Slot& slot) {
  Section s{"What could collide", {}};
  for (const Finding& f : c.findings) {
    if (!is_for_both(f) || f.time.end <= slot.time.start) continue;
    std::string line = fmt::format("· {}{}", severity_word(f.severity), one_line(f.explanation));
    // Later than that there is time to decide at the next one.
    if (f.decide_by && f.severity != Severity::info)
      line += fmt::format(" (decide by {})", day_text(zone(c, slot).date_of(*f.decide_by)));
    s.lines.push_back(std::move(line));
  }
  return s;
}

Section support(const AgendaCircumstances& c, const Slot& slot) {
  Section s{"Who needs support", {}};
  const Zone& home = *c.settings.zone;
  for (const PartnerIndex p : both_partners) {
    for (const Interval& crunch : c.crunches[index(p)]) {
      if (crunch.end <= slot.time.start) continue;
      s.lines.push_back(fmt::format("· {} is under pressure {} – {}", partner_name(c, p),
                                    day_text(home.date_of(crunch.start)),
                                    day_text(home.date_of(crunch.end - Seconds(1)))));
      for (const RotaEntry& e : c.rota.entries) {
        if (e.who != person(p) || !e.window.time.overlaps(crunch) || e.window.time.end <= slot.time.start)
          continue;
        s.lines.push_back(fmt::format("  could shift: {}, {}", c.settings.coverages[e.window.coverage].title,
                                      span_text(e.window.time, home)));
      }
    }
  }
  return s;
}

Section promises(const AgendaCircumstances& c, const Slot& slot) {
  Section s{"Promises", {}};
  const Date date = date_of(c, slot);
  for (const PromiseRecord& p : c.promises) {
    // What was ticked since the last agenda still stands in this one, so that a tick is seen to have been
    // read.
    const bool ticked_lately = p.ticked && *p.ticked > date - Days(7);
    if (p.dropped || (p.ticked && !ticked_lately)) continue;
    const std::string who = p.who == "both" ? p.who : name_of_id(c.settings, p.who);
    std::string line = fmt::format("- [{}] {}: {}", p.ticked ? 'x' : ' ', who, one_line(p.text));
    if (p.by) line += " by " + iso_date(*p.by);
    s.lines.push_back(std::move(line));
    if (!p.ticked) s.lines.push_back("      open since " + day_text(p.open_since));
  }
  return s;
}

Section agreed(const AgendaCircumstances& c, const Slot& slot) {
  Section s{"Agreed, and time to look at it again", {}};
  const Date date = date_of(c, slot);
  const auto brings = [&](const Slot& other) {
    return brings_decisions(c.settings, c.settings.routines[other.routine]);
  };
  if (!brings(slot)) return s;
  for (const DecisionRecord& d : c.decisions) {
    if (d.returned || d.review > date) continue;
    // It comes back in the first agenda on or after its date, and in that one alone.
    const bool earlier = std::ranges::any_of(c.slots, [&](const Slot& other) {
      return brings(other) && other.time.start < slot.time.start && d.review <= date_of(c, other);
    });
    if (!earlier) s.lines.push_back(fmt::format("· {} (review {})", one_line(d.text), iso_date(d.review)));
  }
  return s;
}

Section changed_settings(const AgendaCircumstances& c, const Slot& /*slot*/) {
  Section s{"What changed in the settings", {}};
  for (const std::string& change : c.changes) s.lines.push_back("· " + one_line(change));
  return s;
}

Section alignment(const AgendaCircumstances& c, const Slot& /*slot*/) {
  Section s{"Time in common", {}};
  for (const HalfDay& half : c.alignment.usually_free) {
    s.lines.push_back(fmt::format("· {} are usually free for both of you", weekdays_half(half)));
  }
  if (c.alignment.shared_day) {
    s.lines.push_back(
        fmt::format("· {} would be the easiest day to share next quarter ({:.1f} h of meetings in all)",
                    weekday_name(*c.alignment.shared_day), c.alignment.shared_day_hours));
  }
  return s;
}

Section opportunities(const AgendaCircumstances& c, const Slot& slot) {
  Section s{"What is on", {}};
  for (const auto& [start, line] : c.opportunities) {
    if (start >= slot.time.end && s.lines.size() < most_opportunities)
      s.lines.push_back("· " + one_line(line));
  }
  return s;
}

Section prompts(const AgendaCircumstances& c, const Slot& slot, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> headings{
      {{"dreams", "Dreams"},
       {"moves", "Moves"},
       {"childcare", "Childcare"},
       {"flexible", "Flexible work"},
       {"lead", "Who leads for now"},
       {"load", "Sharing the load"}}};
  const auto* heading =
      std::ranges::find(headings, name, &std::pair<std::string_view, std::string_view>::first);
  if (heading == headings.end()) return {};
  Section s{std::string(heading->second), {}};
  if (name == "dreams") {
    const PartnerIndex first = who_starts(c, slot);
    s.lines.push_back(fmt::format("Ten minutes each, the other listens: {} starts, then {}.",
                                  partner_name(c, first), partner_name(c, other(first))));
  }
  if (const auto found = c.prompts.find(name); found != c.prompts.end()) {
    if (name == "lead") s.lines.push_back(shares_in_force(c, date_of(c, slot)));
    if (name == "load" && !c.rota.entries.empty()) s.lines.push_back(duties_shared(c));
    for (const std::string& prompt : found->second) s.lines.push_back("· " + one_line(prompt));
  }
  return s;
}

Section section(const AgendaCircumstances& c, const Slot& slot, std::string_view name) {
  using Make = Section (*)(const AgendaCircumstances&, const Slot&);
  constexpr std::array<std::pair<std::string_view, Make>, 8> sections{{{"wins", wins},
                                                                       {"risks", risks},
                                                                       {"support", support},
                                                                       {"promises", promises},
                                                                       {"agreed", agreed},
                                                                       {"ahead", ahead},
                                                                       {"settings", changed_settings},
                                                                       {"alignment", alignment}}};
  const auto* found = std::ranges::find(sections, name, &std::pair<std::string_view, Make>::first);
  return found != sections.end() ? found->second(c, slot) : prompts(c, slot, name);
}

}  // namespace evenkeel::agenda
