#include "app/cycle/publish.hpp"

#include "app/cycle/deliver.hpp"
#include "app/cycle/failing_sinks.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/stage.hpp"
#include "core/dav/url.hpp"
#include "core/publishing/messages.hpp"
#include "core/publishing/person.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

/// Of two places that pulls found: one collection, or one directory.
bool same_place(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return false;
  const auto one = dav::parse_url(a);
  const auto other = dav::parse_url(b);
  if (!one || !other) return a == b;
  return dav::same_origin(*one, *other) && dav::path_key(*one) == dav::path_key(*other);
}

/// Nothing that is read as somebody's is written to (DESIGN section 2), by whatever other name it was found.
Expected<void> is_its_own(const Parts& parts, const SharedCalendar& calendar, const std::string& collection) {
  for (const SourceSettings* source : sources_of(parts.settings)) {
    if (source->name == calendar.connection.name) continue;
    const auto state = parts.store.sync_state(source->name);
    if (!state || !same_place(state->collection, collection)) continue;
    return fail(ErrorKind::refused, "this is the calendar " + source->name.str() +
                                        " too, which is only read: nothing is written");
  }
  return {};
}

/// The sinks of the calendars that have something to be sent.
std::map<std::string, std::unique_ptr<Sink>> open_sinks(const Parts& parts, CycleReport& report) {
  std::map<std::string, std::unique_ptr<Sink>> sinks;
  const auto outbox = parts.store.outbox();
  if (!outbox) return sinks;
  for (const SharedCalendar& calendar : parts.settings.shared) {
    if (std::ranges::find(*outbox, calendar.name, &OutboxEntry::calendar) == outbox->end()) continue;
    const auto state = parts.store.sync_state(calendar.connection.name);
    const std::string collection = state ? state->collection : std::string();
    if (const auto own = is_its_own(parts, calendar, collection); !own) {
      report.failures.emplace_back("household/" + calendar.name, own.error());
      continue;
    }
    auto sink = parts.make_sink(calendar, collection);
    if (!sink) {
      report.failures.emplace_back("household/" + calendar.name, sink.error());
      continue;
    }
    sinks.emplace(calendar.name, std::move(*sink));
  }
  return sinks;
}

void add(DeliveryReport& all, const DeliveryReport& more) {
  all.created += more.created;
  all.updated += more.updated;
  all.removed += more.removed;
  all.mailed += more.mailed;
  all.resolved += more.resolved;
  all.dropped += more.dropped;
  all.pending = more.pending;
}

/// A sink fails as long as something could not be sent to it, also in the cycles in which its back-off lets
/// nothing be tried: one line for each.
void report_failing_sinks(const Parts& parts, CycleReport& report) {
  const auto outbox = parts.store.outbox();
  if (!outbox) return;
  for (const FailingSink& sink : failing_sinks(*outbox)) {
    const bool said =
        std::ranges::any_of(report.failures, [&](const auto& f) { return f.first == sink.name; });
    if (said) continue;
    report.failures.emplace_back(
        sink.name, Error{ErrorKind::transient,
                         fmt::format("{} (waiting to be sent there: {})", sink.last_error, sink.waiting)});
  }
}

}  // namespace

void send(const Parts& parts, CycleReport& report) {
  const auto sinks = open_sinks(parts, report);
  std::map<std::string, Sink*> borrowed;
  for (const auto& [name, sink] : sinks) borrowed.emplace(name, sink.get());
  const auto delivered = deliver({.store = parts.store,
                                  .sinks = std::move(borrowed),
                                  .mailer = parts.mailer,
                                  .poster = parts.poster,
                                  .sender = parts.mail_sender,
                                  .now = parts.clock.now(),
                                  .quiet = quiet_until(parts.settings, parts.clock.now()).has_value(),
                                  .same_person =
                                      [&parts](const Address& a, const Address& b) {
                                        const auto one = person_with(parts.settings, a);
                                        return one && one == person_with(parts.settings, b);
                                      },
                                  .stop = parts.stop});
  if (!delivered) {
    report.failures.emplace_back("state", delivered.error());
    return;
  }
  add(report.delivery, *delivered);
  report_failing_sinks(parts, report);
}

void send_what_is_left(const Parts& parts, CycleReport& report) {
  const auto outbox = parts.store.outbox();
  if (!outbox || outbox->empty()) return;
  const Stage stage(report, "resend");
  send(parts, report);
  report.failures.clear();  // what still fails is tried again and told at the end of this cycle
}

}  // namespace evenkeel
