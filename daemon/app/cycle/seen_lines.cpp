#include "app/cycle/seen_lines.hpp"

#include <string_view>

namespace evenkeel {
namespace {

constexpr const char* seen_fact = "seen-lines";

/// Lines: "agenda NAME", then "outside MARK" and "gone MARK" of it.
std::string text_of(const std::map<std::string, SeenLines>& agendas) {
  std::string text;
  for (const auto& [agenda, lines] : agendas) {
    text += "agenda " + agenda + "\n";
    for (const std::string& mark : lines.outside) text += "outside " + mark + "\n";
    for (const std::string& mark : lines.gone) text += "gone " + mark + "\n";
  }
  return text;
}

std::map<std::string, SeenLines> read(std::string_view text) {
  std::map<std::string, SeenLines> agendas;
  SeenLines* lines = nullptr;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) continue;
    const std::string_view what = line.substr(0, blank);
    const std::string value(line.substr(blank + 1));
    if (what == "agenda") {
      lines = &agendas[value];
      lines->known = true;
    } else if (lines != nullptr && what == "outside") {
      lines->outside.insert(value);
    } else if (lines != nullptr && what == "gone") {
      lines->gone.insert(value);
    }
  }
  return agendas;
}

bool was_read(const Outcome& outcome, const std::string& agenda) {
  return std::ranges::any_of(outcome.calendars, [&](const CalendarDecisions& decided) {
    return decided.observation.fresh && agenda.starts_with(decided.calendar->name + "/");
  });
}

}  // namespace

Expected<std::map<std::string, SeenLines>> stored_seen_lines(Store& store) {
  const auto text = store.fact(seen_fact);
  if (!text) return std::unexpected(text.error());
  return read(*text);
}

Expected<void> save_seen_lines(Store& store, const Outcome& outcome) {
  const auto before = store.fact(seen_fact);
  if (!before) return std::unexpected(before.error());
  std::map<std::string, SeenLines> agendas = outcome.seen_lines;
  for (const auto& [agenda, lines] : read(*before)) {
    if (!was_read(outcome, agenda)) agendas.try_emplace(agenda, lines);
  }
  const std::string text = text_of(agendas);
  return text == *before ? Expected<void>() : store.save_fact(seen_fact, text);
}

}  // namespace evenkeel
