#include "app/cycle/cycle.hpp"

#include "app/cycle/abilities.hpp"
#include "app/cycle/credentials.hpp"
#include "app/cycle/held.hpp"
#include "app/cycle/household_addresses.hpp"
#include "app/cycle/mailbox.hpp"
#include "app/cycle/own_identity.hpp"
#include "app/cycle/publish.hpp"
#include "app/cycle/remember.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"
#include "app/cycle/stage.hpp"
#include "app/cycle/tell.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

/// So long may a silent server hold up a command or a reload that came in the middle of a pull.
constexpr std::chrono::seconds patience_of_others{5};

bool stop_asked(const Parts& parts) {
  return parts.stop && parts.stop();
}

/// What of attendees is kept: the household's own people.
ical::ReadOptions read_options(const Settings& settings, const SourceName& source) {
  ical::ReadOptions options;
  options.household = household_addresses(settings);
  options.keep_own_whole = is_shared(settings, source);
  return options;
}

bool is_wanted(const Parts& parts, const Source& source, CycleOptions::Pull which) {
  if (which == CycleOptions::Pull::all) return true;
  if (which == CycleOptions::Pull::local) return source.local();
  if (which == CycleOptions::Pull::shared) return is_shared(parts.settings, source.settings().name);
  // What people answered is read before anything is decided.
  if (which == CycleOptions::Pull::due && is_shared(parts.settings, source.settings().name)) return true;
  const auto status = parts.store.status(source.settings().name);
  if (!status) return true;
  if (which == CycleOptions::Pull::needed) return source.local() || !status->whole;
  return due_at(*status, source.settings(), parts.clock.now()) <= parts.clock.now();
}

void begin_pull(const Parts& parts, Pulling& pulling, Source& source, CycleReport& report) {
  const SourceName& name = source.settings().name;
  auto account = parts.account(source.settings());
  if (!account) {
    report.failures.emplace_back(name.str(), account.error());
    note_failure(parts.store, source.settings(), account.error(), parts.clock.now());
    return;
  }
  pulling.begin(source, std::move(*account), read_options(parts.settings, name));
}

void take_report(PullReport pulled, CycleReport& report) {
  if (!pulled.result) report.failures.emplace_back(pulled.source.str(), pulled.result.error());
  if (pulled.result && pulled.skipped_resources > 0) {
    report.failures.emplace_back(
        pulled.source.str(),
        Error{ErrorKind::invalid_data,
              fmt::format("{} of its files or objects cannot be read", pulled.skipped_resources)});
  }
  for (const Warning& warning : pulled.warnings) {
    report.warnings.push_back({pulled.source.str() + ": " + warning.about, warning.text});
  }
  report.pulls.push_back(std::move(pulled));
}

/// Those that are left when somebody else has waited for them long enough: what has come of them stays, and
/// they are due as before.
void put_off(const Parts& parts, Pulling& pulling, CycleReport& report) {
  for (const auto& source : parts.sources) {
    const SourceName& name = source->settings().name;
    if (!pulling.running(name)) continue;
    report.failures.emplace_back(
        name.str(), Error{ErrorKind::transient, "put off, since others waited for it; it goes on next time"});
  }
  pulling.cancel();
}

Expected<std::unique_ptr<Outcome>> look_with(const Parts& parts, Viewer viewer, MissingKey missing,
                                             Suggestions suggestions, std::optional<Identity>& identity,
                                             CycleReport& report) {
  auto snapshot = snapshot_of(parts.settings, parts.store, parts.clock.now());
  if (!snapshot) return std::unexpected(snapshot.error());
  std::set<SourceName> pulled;
  for (const PullReport& pull : report.pulls) {
    if (pull.result) pulled.insert(pull.source);
  }
  auto memory = memory_of(parts.settings, parts.store, pulled);
  if (!memory) return std::unexpected(memory.error());
  memory->mailed = report.mail.answers;
  memory->credentials = credential_troubles(parts, *snapshot);
  identity = identity_of(parts, *snapshot, missing, report);
  auto outcome = middle({.settings = parts.settings,
                         .zones = parts.zones,
                         .now = parts.clock.now(),
                         .viewer = viewer,
                         .identity = identity ? &*identity : nullptr,
                         .memory = *memory,
                         .texts = parts.texts,
                         .suggestions = suggestions},
                        std::move(*snapshot));
  report.warnings.insert(report.warnings.end(), outcome->warnings.begin(), outcome->warnings.end());
  return outcome;
}

void collect_entries(CycleReport& report) {
  for (CalendarDecisions& decided : report.outcome->calendars) {
    const Decisions& decisions = decided.decisions;
    report.entries.insert(report.entries.end(), decisions.entries.begin(), decisions.entries.end());
    if (decisions.held) {
      report.failures.emplace_back(
          decided.calendar->name,
          Error{ErrorKind::refused,
                fmt::format("{} of {} own events would be deleted: nothing was sent; to let it through: "
                            "evenkeel accept-deletions {}",
                            decisions.held->would_remove, decisions.held->of, decided.calendar->name)});
    }
  }
}

}  // namespace

int CycleReport::exit_status() const {
  if (failures.empty()) return 0;
  if (std::ranges::any_of(pulls, [](const PullReport& p) { return bool(p.result); })) return 3;
  // What was looked at could not be written down, so nothing was sent either.
  const bool unwritten = std::ranges::any_of(failures, [](const auto& f) { return f.first == "state"; });
  return outcome == nullptr || unwritten ? 4 : 3;
}

bool is_paused(const Parts& parts, const Source& source) {
  const auto paused = parts.store.paused();
  const PersonId owner(source.settings().name.owner);
  if (paused && std::ranges::find(*paused, owner) != paused->end()) return true;
  return is_paused_on_calendar(parts.store, owner);
}

void pull_sources(const Parts& parts, CycleOptions::Pull which, CycleReport& report) {
  const Stage stage(report, "pull");
  Pulling pulling(parts.store, parts.transport, parts.reader, parts.clock);
  for (const auto& source : parts.sources) {
    if (!is_paused(parts, *source) && is_wanted(parts, *source, which))
      begin_pull(parts, pulling, *source, report);
  }
  using SteadyClock = std::chrono::steady_clock;
  SteadyClock::time_point end = SteadyClock::time_point::max();
  while (!pulling.idle() && !stop_asked(parts)) {
    const bool others_wait = parts.others_wait && parts.others_wait();
    end =
        others_wait ? std::min(end, SteadyClock::now() + patience_of_others) : SteadyClock::time_point::max();
    if (SteadyClock::now() >= end) put_off(parts, pulling, report);
    for (PullReport& ended : pulling.step(std::chrono::seconds(1), parts.wake_fds)) {
      take_report(std::move(ended), report);
    }
    if (parts.meanwhile) parts.meanwhile();
  }
  report.stopped = stop_asked(parts);
  if (const auto noted = note_refusals(parts, report); !noted)
    report.failures.emplace_back("state", noted.error());
}

Expected<std::unique_ptr<Outcome>> look(const Parts& parts, Viewer viewer, CycleReport& report,
                                        Suggestions suggestions) {
  std::optional<Identity> identity;
  auto outcome = look_with(parts, viewer, MissingKey::leave, suggestions, identity, report);
  return outcome;
}

namespace {

/// Looks, writes down, sends. False when the cycle ends here.
bool decide_and_publish(const Parts& parts, const CycleOptions& options, CycleReport& report) {
  std::optional<Identity> identity;
  {
    const Stage stage(report, "look");
    auto outcome = look_with(parts, Viewer{}, options.dry_run ? MissingKey::pretend : MissingKey::create,
                             Suggestions::of_what_is_told, identity, report);
    if (!outcome) {
      report.failures.emplace_back("state", outcome.error());
      return false;
    }
    report.outcome = std::move(*outcome);
    collect_entries(report);
  }
  if (options.dry_run) {
    tell(parts, report, true);
    return false;
  }
  {
    const Stage stage(report, "remember");
    if (const auto remembered = remember(parts.store, *report.outcome, parts.clock.now()); !remembered) {
      report.failures.emplace_back("state", remembered.error());
      return false;  // what is not written down is not sent
    }
    if (const auto noted = note_held(parts.store, *report.outcome); !noted) {
      report.failures.emplace_back("state", noted.error());
    }
    if (const auto remembered = remember_mailbox(parts, report); !remembered) {
      report.failures.emplace_back("state", remembered.error());
    }
  }
  {
    const Stage stage(report, "tell");
    tell(parts, report);
  }
  const Stage stage(report, "publish");
  send(parts, report);
  return true;
}

/// People changed something between our reading and our writing: the shared calendars are read again and
/// decided again, once; more than that is told and left to the next cycle (DESIGN section 8).
void decide_again(const Parts& parts, const CycleOptions& options, CycleReport& report) {
  std::erase_if(report.pulls, [&](const PullReport& pull) { return is_shared(parts.settings, pull.source); });
  pull_sources(parts, CycleOptions::Pull::shared, report);
  if (report.stopped) return;
  const auto dropped = report.delivery.dropped;
  if (!decide_and_publish(parts, options, report) || report.delivery.dropped == dropped) return;
  report.failures.emplace_back(
      "household", Error{ErrorKind::precondition_failed,
                         fmt::format("{} events were changed by others while they were being written; they "
                                     "are decided anew with the next cycle",
                                     report.delivery.dropped - dropped)});
}

}  // namespace

namespace {

/// So that `status` knows it too.
void note_mail_trouble(const Parts& parts, CycleReport& report) {
  if (parts.mail_trouble) report.failures.emplace_back("mail", *parts.mail_trouble);
  const std::string text = parts.mail_trouble ? parts.mail_trouble->text : std::string();
  const auto known = parts.store.fact(mail_trouble_fact);
  if (known && *known != text) static_cast<void>(parts.store.save_fact(mail_trouble_fact, text));
}

}  // namespace

CycleReport run_cycle(const Parts& parts, const CycleOptions& options) {
  CycleReport report;
  if (options.publish && !options.dry_run) send_what_is_left(parts, report);
  pull_sources(parts, options.pull, report);
  if (!options.publish || report.stopped) return report;
  note_mail_trouble(parts, report);
  learn_abilities(parts, report);
  read_mailbox(parts, options.pull, report);
  const auto dropped = report.delivery.dropped;
  const auto warned = static_cast<std::ptrdiff_t>(report.warnings.size());
  if (!decide_and_publish(parts, options, report) || report.delivery.dropped == dropped) return report;
  report.warnings.erase(report.warnings.begin() + warned, report.warnings.end());  // said anew
  decide_again(parts, options, report);
  return report;
}

}  // namespace evenkeel
