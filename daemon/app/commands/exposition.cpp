#include "app/commands/exposition.hpp"

#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

/// Label values: backslash, quote and line feed are escaped (exposition format).
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out;
}

/// One metric: its lines stand together, under its help.
class Metric {
 public:
  Metric(std::string& text, std::string_view name, std::string_view help) : text_(text), name_(name) {
    text_ += fmt::format("# HELP evenkeel_{0} {1}\n# TYPE evenkeel_{0} gauge\n", name, help);
  }

  template <typename Number>
  void add(const Labels& labels, Number value) {
    std::string inside;
    for (const auto& [label, of] : labels)
      inside += fmt::format("{}{}=\"{}\"", inside.empty() ? "" : ",", label, escaped(of));
    text_ += fmt::format("evenkeel_{}{} {}\n", name_, inside.empty() ? "" : "{" + inside + "}", value);
  }

 private:
  std::string& text_;
  std::string_view name_;
};

struct KnownSource {
  const SourceSettings* settings;
  SourceStatus status;
  std::string name;
};

std::int64_t seconds(Instant t) {
  return t.time_since_epoch() / Seconds(1);
}

double seconds(std::chrono::microseconds time) {
  return std::chrono::duration<double>(time).count();
}

void add_states(std::string& text, const std::vector<KnownSource>& sources, Instant now) {
  using enum SourceState;
  Metric metric(text, "source_state", "1 for the state a source is in, as evenkeel status names it.");
  for (const KnownSource& source : sources) {
    const SourceState present = state_of(source.status, *source.settings, now);
    for (const SourceState state : {never, ok, stale, failing, held})
      metric.add({{"source", source.name}, {"state", name_of(state)}}, present == state ? 1 : 0);
  }
}

void add_sources(std::string& text, const std::vector<KnownSource>& sources, Instant now) {
  const auto each = [&](std::string_view name, std::string_view help, const auto& value) {
    Metric metric(text, name, help);
    for (const KnownSource& source : sources) metric.add({{"source", source.name}}, value(source.status));
  };
  add_states(text, sources, now);
  {
    Metric metric(text, "source_last_success_timestamp_seconds",
                  "When a source was last pulled; none: never.");
    for (const KnownSource& s : sources) {
      if (s.status.last_success) metric.add({{"source", s.name}}, seconds(*s.status.last_success));
    }
  }
  each("source_objects", "Calendar objects that are stored of a source.",
       [](const SourceStatus& s) { return s.objects; });
  each("source_failures", "Pulls of a source that failed since the last that did not.",
       [](const SourceStatus& s) { return s.failures; });
  each("source_requests", "Requests that the last pull of a source took.",
       [](const SourceStatus& s) { return s.requests_last_cycle; });
  each("source_received_bytes", "Bytes that the last pull of a source received.",
       [](const SourceStatus& s) { return s.bytes_last_cycle; });
  each("source_held_deletions", "Deletions of a source that wait for a person.",
       [](const SourceStatus& s) { return s.held_deletions; });
}

void add_outbox(std::string& text, const std::vector<OutboxEntry>& outbox) {
  const auto failed = std::ranges::count_if(outbox, [](const OutboxEntry& e) { return e.attempts > 0; });
  Metric metric(text, "outbox_entries", "What waits to be written or sent; failed: was tried already.");
  metric.add({{"state", "pending"}}, static_cast<std::ptrdiff_t>(outbox.size()) - failed);
  metric.add({{"state", "failed"}}, failed);
}

void add_findings(std::string& text, const Analysis& analysis) {
  Metric metric(text, "findings", "What collides ahead, by severity.");
  constexpr std::array<std::pair<Severity, std::string_view>, 3> severities{
      {{Severity::info, "info"}, {Severity::warning, "warning"}, {Severity::urgent, "urgent"}}};
  for (const auto& [severity, name] : severities)
    metric.add({{"severity", name}}, std::ranges::count(analysis.findings, severity, &Finding::severity));
}

void add_cycle(std::string& text, const CycleReport& report, Instant started) {
  std::chrono::microseconds total{0};
  {
    Metric metric(text, "cycle_stage_duration_seconds", "How long each stage of the last cycle took.");
    std::map<std::string, std::chrono::microseconds> stages;  // one may come twice
    for (const auto& [stage, took] : report.times.stages) {
      stages[stage] += took;
      total += took;
    }
    for (const auto& [stage, took] : stages) metric.add({{"stage", stage}}, seconds(took));
  }
  Metric(text, "cycle_duration_seconds", "How long the last cycle took.").add({}, seconds(total));
  Metric(text, "cycle_timestamp_seconds", "When the last cycle began.").add({}, seconds(started));
  Metric(text, "cycle_failures", "Sources and shared calendars that failed in the last cycle.")
      .add({}, report.failures.size());
  Metric sent(text, "cycle_sent", "What the last cycle wrote and sent.");
  sent.add({{"what", "created"}}, report.delivery.created);
  sent.add({{"what", "updated"}}, report.delivery.updated);
  sent.add({{"what", "removed"}}, report.delivery.removed);
  sent.add({{"what", "mailed"}}, report.delivery.mailed);
}

}  // namespace

Expected<std::string> exposition(const Settings& settings, Store& store, const CycleReport& report,
                                 const ServiceFigures& figures) {
  std::vector<KnownSource> sources;
  for (const SourceSettings* source : sources_of(settings)) {
    auto status = store.status(source->name);
    if (!status) return std::unexpected(status.error());
    sources.push_back({source, std::move(*status), source->name.str()});
  }
  const auto outbox = store.outbox();
  if (!outbox) return std::unexpected(outbox.error());
  std::string text;
  add_sources(text, sources, figures.now);
  add_outbox(text, *outbox);
  if (report.outcome) add_findings(text, report.outcome->analysis);
  add_cycle(text, report, figures.started);
  if (figures.resident_bytes > 0) {
    Metric(text, "resident_memory_bytes", "Memory of the service in RAM, without its worker process.")
        .add({}, figures.resident_bytes);
  }
  return text;
}

}  // namespace evenkeel
