#include "app/commands/status.hpp"

#include "app/commands/terminal.hpp"
#include "app/cycle/failing_sinks.hpp"
#include "app/cycle/held.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t listed_check_ins = 5;

std::string_view kind_name(SourceKind kind) {
  switch (kind) {
    case SourceKind::caldav:
      return "caldav";
    case SourceKind::ics:
      return "ics";
    case SourceKind::vdir:
      return "vdir";
  }
  return "vdir";
}

Json source_json(const SourceSettings& source, const SourceStatus& status, Instant now) {
  const bool partner = source.name.owner != "household" && source.name.owner != "opportunities";
  return {{"name", source.name.str()},
          {"partner", partner ? Json(source.name.owner) : Json(nullptr)},
          {"kind", std::string(kind_name(source.kind))},
          {"state", std::string(name_of(state_of(status, source, now)))},
          {"last_success", status.last_success ? Json(rfc3339(*status.last_success)) : Json(nullptr)},
          {"last_error", status.last_error ? Json(*status.last_error) : Json(nullptr)},
          {"objects", status.objects},
          {"requests_last_cycle", status.requests_last_cycle},
          {"bytes_last_cycle", status.bytes_last_cycle},
          {"held_deletions", status.held_deletions}};
}

Json outbox_json(const std::vector<OutboxEntry>& outbox) {
  const auto failed = std::ranges::count_if(outbox, [](const OutboxEntry& e) { return e.attempts > 0; });
  return {{"pending", outbox.size() - static_cast<std::size_t>(failed)}, {"failed", failed}};
}

/// "state", "pending", "last_error" of a sink.
void add_state(Json& sink, const std::string& name, const std::vector<OutboxEntry>& outbox, bool held) {
  const auto failing = failing_sinks(outbox);
  const auto failed = std::ranges::find(failing, name, &FailingSink::name);
  const bool fails = failed != failing.end();
  sink["state"] = fails ? "failing" : held ? "held" : "ok";
  sink["pending"] = std::ranges::count_if(outbox, [&](const OutboxEntry& e) { return sink_name(e) == name; });
  sink["last_error"] = fails ? Json(failed->last_error) : Json(nullptr);
}

Expected<Json> shared_json(const SharedCalendar& calendar, Store& store,
                           const std::vector<OutboxEntry>& outbox,
                           const std::vector<PublicationRecord>& records) {
  const auto held = held_deletions(store, calendar);
  if (!held) return std::unexpected(held.error());
  const std::string name = "household/" + calendar.name;
  Json sink{{"name", name},
            {"kind", std::string(kind_name(calendar.connection.kind))},
            {"audience", calendar.audience == Audience::family ? "family" : "couple"}};
  sink["published"] = std::ranges::count_if(records, [&](const PublicationRecord& r) {
    return r.calendar == calendar.name && r.state == RecordState::active;
  });
  add_state(sink, name, outbox, *held > 0);
  sink["held_deletions"] = *held;
  return sink;
}

/// Shared calendars, then e-mail, then the kinds of [[notify]] that post to an address.
Expected<Json> sinks_json(const Settings& settings, Store& store, const std::vector<OutboxEntry>& outbox,
                          const std::vector<PublicationRecord>& records) {
  Json sinks = Json::array();
  for (const SharedCalendar& calendar : settings.shared) {
    auto sink = shared_json(calendar, store, outbox, records);
    if (!sink) return std::unexpected(sink.error());
    sinks.push_back(std::move(*sink));
  }
  std::vector<std::string> others;
  if (settings.mail) others.emplace_back("mail");
  for (const Notify& channel : settings.notify) {
    if (!channel.url.empty() && std::ranges::find(others, channel.kind) == others.end())
      others.push_back(channel.kind);
  }
  for (const std::string& name : others) {
    Json sink{{"name", name}, {"kind", name == "mail" ? "email" : name}};
    add_state(sink, name, outbox, false);
    if (const auto trouble = store.fact(mail_trouble_fact); name == "mail" && trouble && !trouble->empty()) {
      sink["state"] = "failing";
      sink["last_error"] = *trouble;
    }
    sinks.push_back(std::move(sink));
  }
  return sinks;
}

Json findings_json(const Outcome* outcome) {
  std::array<int, 3> counts{};
  if (outcome != nullptr) {
    for (const Finding& f : outcome->analysis.findings) ++counts[static_cast<std::size_t>(f.severity)];
  }
  return {{"urgent", counts[2]}, {"warning", counts[1]}, {"info", counts[0]}};
}

Json check_ins_json(const Outcome* outcome) {
  Json list = Json::array();
  if (outcome == nullptr) return list;
  std::vector<const Slot*> slots;
  for (const Slot& slot : outcome->analysis.routines.slots) {
    const bool common = outcome->world.settings->routines[slot.routine].common();
    if (common && slot.time.end > outcome->world.now) slots.push_back(&slot);
  }
  std::ranges::stable_sort(slots, {}, [](const Slot* s) { return s->time.start; });
  if (slots.size() > listed_check_ins) slots.resize(listed_check_ins);
  for (const Slot* slot : slots) {
    const Routine& routine = outcome->world.settings->routines[slot->routine];
    list.push_back({{"routine", routine.id},
                    {"title", routine.title},
                    {"start", rfc3339(slot->time.start)},
                    {"end", rfc3339(slot->time.end)}});
  }
  return list;
}

Json cycle_json(const std::string& fact) {
  const Json parsed = Json::parse(fact, nullptr, false);
  return parsed.is_object() ? parsed
                            : Json{{"started", nullptr}, {"took_ms", nullptr}, {"stages", Json::object()}};
}

std::string sink_text(const Json& sink) {
  std::string text =
      fmt::format("  {:<24} {:<8} ", sink["name"].get<std::string>(), sink["state"].get<std::string>());
  if (sink.contains("published")) text += fmt::format("{:>6} published, ", sink["published"].get<int>());
  text += fmt::format("{} to be sent\n", sink["pending"].get<int>());
  if (sink["last_error"].is_string()) text += "      " + sink["last_error"].get<std::string>() + "\n";
  if (const auto held = sink.value("held_deletions", 0U); held > 0) {
    text += fmt::format("      {} deletions are held back; evenkeel accept-deletions {} lets them through\n",
                        held, sink["name"].get<std::string>().substr(std::string_view("household/").size()));
  }
  return text;
}

}  // namespace

Expected<Json> status_json(const Settings& settings, Store& store, const Outcome* outcome, Instant now) {
  Json sources = Json::array();
  for (const SourceSettings* source : sources_of(settings)) {
    const auto status = store.status(source->name);
    if (!status) return std::unexpected(status.error());
    sources.push_back(source_json(*source, *status, now));
  }
  const auto outbox = store.outbox();
  if (!outbox) return std::unexpected(outbox.error());
  const auto records = store.publications();
  if (!records) return std::unexpected(records.error());
  auto sinks = sinks_json(settings, store, *outbox, *records);
  if (!sinks) return std::unexpected(sinks.error());
  const auto cycle = store.fact("last-cycle");
  return Json{{"sources", std::move(sources)},
              {"sinks", std::move(*sinks)},
              {"outbox", outbox_json(*outbox)},
              {"findings", findings_json(outcome)},
              {"next_check_ins", check_ins_json(outcome)},
              {"cycle", cycle_json(cycle.value_or(std::string()))}};
}

std::string cycle_fact(const CycleReport& report, Instant started) {
  Json stages = Json::object();
  std::chrono::microseconds total{0};
  for (const auto& [name, took] : report.times.stages) {
    stages[name] = static_cast<double>(took.count()) / 1000;
    total += took;
  }
  return Json{{"started", rfc3339(started)},
              {"took_ms", static_cast<double>(total.count()) / 1000},
              {"stages", std::move(stages)}}
      .dump();
}

std::string status_text(const Json& status, const Zone& zone) {
  const auto when = [&](const Json& value) {
    const auto t = value.is_string() ? parse_rfc3339(value.get<std::string>()) : std::nullopt;
    return t ? day_text(zone.date_of(*t)) + " " + clock_text(*t, zone) : std::string("never");
  };
  std::string text = "Sources\n";
  for (const Json& s : status["sources"]) {
    text += fmt::format("  {:<24} {:<8} {:>6} objects, last pulled {}\n", s["name"].get<std::string>(),
                        s["state"].get<std::string>(), s["objects"].get<std::uint64_t>(),
                        when(s["last_success"]));
    if (s["last_error"].is_string()) text += "      " + s["last_error"].get<std::string>() + "\n";
    if (const auto held = s["held_deletions"].get<std::uint32_t>(); held > 0) {
      text +=
          fmt::format("      {} deletions are held back; evenkeel accept-deletions {} lets them through\n",
                      held, s["name"].get<std::string>());
    }
  }
  text += "Shared calendars and messages\n";
  for (const Json& s : status["sinks"]) text += sink_text(s);
  text += fmt::format("Findings: {} urgent, {} warning, {} info\n", status["findings"]["urgent"].get<int>(),
                      status["findings"]["warning"].get<int>(), status["findings"]["info"].get<int>());
  for (const Json& c : status["next_check_ins"]) {
    text += fmt::format("Next: {}, {}\n", c["title"].get<std::string>(), when(c["start"]));
  }
  text += "Last cycle: " + when(status["cycle"]["started"]) + "\n";
  return printable(text, true);
}

}  // namespace evenkeel
