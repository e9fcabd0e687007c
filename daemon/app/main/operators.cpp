#include "app/main/operators.hpp"

#include "app/commands/exposition.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/main/files.hpp"
#include "core/time/text.hpp"
#include "io/system/log.hpp"
#include "io/system/own_memory.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace evenkeel {
namespace {

/// One word for each reaction (ErrorKind).
std::string_view word_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::transient:
      return "transient";
    case ErrorKind::unauthorised:
      return "unauthorised";
    case ErrorKind::precondition_failed:
      return "precondition-failed";
    case ErrorKind::invalid_data:
      return "invalid-data";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::permanent:
      return "permanent";
  }
  return "permanent";
}

class CycleLog {
 public:
  CycleLog(const Settings& settings, Instant started) : settings_(settings), started_(rfc3339(started)) {}

  void warning(const Warning& w) const {
    log_with(LogLevel::warning, printable(w.about) + ": " + printable(w.text), fields_of(w.about));
  }

  void failure(const std::string& what, const Error& error) const {
    std::vector<LogField> fields = fields_of(what);
    fields.push_back({"EVENKEEL_ERROR", std::string(word_of(error.kind))});
    log_with(LogLevel::error, printable(what) + ": " + printable(error.text), fields);
  }

  void summary(const CycleReport& report) const {
    const DeliveryReport& d = report.delivery;
    const std::string text = fmt::format(
        "cycle: {} calendars pulled, {} failures, {} new, {} changed, {} deleted, {} mailed, {} pending",
        report.pulls.size(), report.failures.size(), d.created, d.updated, d.removed, d.mailed, d.pending);
    std::chrono::microseconds took{0};
    for (const auto& [stage, time] : report.times.stages) took += time;
    log_with(LogLevel::info, text,
             {{"EVENKEEL_CYCLE", started_},
              {"EVENKEEL_PULLED", std::to_string(report.pulls.size())},
              {"EVENKEEL_FAILURES", std::to_string(report.failures.size())},
              {"EVENKEEL_CREATED", std::to_string(d.created)},
              {"EVENKEEL_UPDATED", std::to_string(d.updated)},
              {"EVENKEEL_REMOVED", std::to_string(d.removed)},
              {"EVENKEEL_MAILED", std::to_string(d.mailed)},
              {"EVENKEEL_PENDING", std::to_string(d.pending)},
              {"EVENKEEL_TOOK_USEC", std::to_string(took.count())}});
  }

 private:
  /// A source's name stands at the front of what is said about it: "alex/work", "alex/work: some-uid".
  [[nodiscard]] std::vector<LogField> fields_of(const std::string& about) const {
    std::vector<LogField> fields{{"EVENKEEL_CYCLE", started_}};
    const std::string front = about.substr(0, about.find(": "));
    for (const SourceSettings* source : sources_of(settings_)) {
      if (source->name.str() == front) fields.push_back({"EVENKEEL_SOURCE", front});
    }
    return fields;
  }

  const Settings& settings_;
  std::string started_;
};

}  // namespace

Expected<void> write_metrics(const Parts& parts, const CycleReport& report, Instant started) {
  const std::string& path = parts.settings.metrics_file;
  if (path.empty()) return {};
  const auto text =
      exposition(parts.settings, parts.store, report,
                 {.started = started, .now = parts.clock.now(), .resident_bytes = own_resident_bytes()});
  if (!text) return std::unexpected(text.error());
  // Whoever collects it is somebody else; nothing in it is private. Its directory decides who reaches it.
  return write_file(path, *text, std::filesystem::perms(0644), Waiting::forbidden);
}

void add_metrics_failure(const Expected<void>& written, Printed& printed) {
  if (written) return;
  printed.err += printable("evenkeel: metrics: " + written.error().text) + "\n";
  if (printed.status == 0) printed.status = 3;
}

Expected<void> tell_operators(House& house, const CycleReport& report, Instant started) {
  const Parts parts = house.parts();
  const CycleLog log(parts.settings, started);
  for (const Warning& w : report.warnings) log.warning(w);
  for (const auto& [what, error] : report.failures) log.failure(what, error);
  for (const Warning& w : house.take_warnings()) log.warning(w);
  auto written = write_metrics(parts, report, started);
  if (!written) log.failure("metrics", written.error());
  log.summary(report);
  return written;
}

}  // namespace evenkeel
