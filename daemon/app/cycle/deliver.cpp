#include "app/cycle/deliver.hpp"

#include "app/cycle/attempt.hpp"
#include "core/publishing/message_form.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

constexpr int failures_in_a_row = 3;  // then a server is left alone until the next time
constexpr Seconds longest_wait = Hours{6};
constexpr int settle_attempts = 3;

Seconds back_off(int attempts) {
  const int doublings = std::clamp(attempts - 1, 0, 10);
  return std::min(longest_wait, Seconds{Minutes{1}} * (1 << doublings));
}

class Delivery {
 public:
  explicit Delivery(const DeliverInput& input) : in_(input) {}

  Expected<DeliveryReport> run() {
    auto entries = in_.store.outbox();
    if (!entries) return std::unexpected(entries.error());
    auto records = in_.store.publications();
    if (!records) return std::unexpected(records.error());
    for (PublicationRecord& record : *records) records_[{record.calendar, record.key}] = std::move(record);
    for (OutboxEntry& entry : *entries) {
      if (auto done = take(entry); !done) return std::unexpected(done.error());
    }
    return std::move(report_);
  }

 private:
  using Thing = std::pair<std::string, std::string>;  // calendar, key

  Expected<void> take(OutboxEntry& entry) {
    const Thing thing{entry.calendar, entry.key};
    const bool message = entry.verb == Verb::mail || entry.verb == Verb::post;
    if (message && belongs_to_dropped(entry, thing)) return in_.store.discard(entry.id);
    const bool waits = (in_.stop && in_.stop()) || blocked_.contains(thing) || overtakes(entry) ||
                       (entry.not_before && is_ahead(*entry.not_before));
    if (!waits && message) {
      const auto before = report_.pending;
      auto taken = take_message(entry);
      if (report_.pending != before) note_waiting(entry);
      return taken;
    }
    if (message) note_waiting(entry);
    const auto sink = in_.sinks.find(entry.calendar);
    const bool closed =
        sink == in_.sinks.end() || sink->second == nullptr || left_alone_.contains(entry.calendar);
    if (waits || closed) {
      ++report_.pending;
      if (!message) blocked_.insert(thing);
      return {};
    }
    return take_change(entry, *sink->second, thing);
  }

  /// Of the same invitation to the same person one written down before waits: read after this one, it would
  /// say again what is no longer so.
  [[nodiscard]] bool overtakes(const OutboxEntry& entry) const {
    return entry.verb == Verb::mail && waiting_mails_.contains({entry.after.uid, entry.recipient});
  }

  void note_waiting(const OutboxEntry& entry) {
    if (entry.verb == Verb::mail && !entry.after.uid.empty())
      waiting_mails_.emplace(entry.after.uid, entry.recipient);
  }

  /// What lies further ahead than any wait was written by a clock that has been set back since.
  [[nodiscard]] bool is_ahead(Instant at) const { return at > in_.now && at <= in_.now + longest_wait; }

  Expected<void> take_change(OutboxEntry& entry, Sink& sink, const Thing& thing) {
    const auto base = records_.find(thing);
    const PublicationRecord* record = base == records_.end() ? nullptr : &base->second;
    const auto result = attempt(entry, sink, record);
    if (!result) {
      blocked_.insert(thing);
      note_server(entry.calendar, result.error());
      return postpone(entry, result.error());
    }
    in_a_row_[entry.calendar] = 0;
    if (result->effect == Effect::dropped) {
      ++report_.dropped;
      dropped_[thing] = entry.after.sequence;
      return in_.store.discard(entry.id);
    }
    entry.after.etag = result->etag;
    records_[thing] = entry.after;
    count(entry.verb, result->effect);
    return in_.store.settle(entry);
  }

  Expected<AttemptResult> attempt(const OutboxEntry& entry, Sink& sink, const PublicationRecord* base) const {
    switch (entry.verb) {
      case Verb::create:
        return attempt_create(sink, entry);
      case Verb::update:
        return attempt_update(sink, entry, base, in_.same_person);
      case Verb::remove:
        return attempt_remove(sink, entry, base);
      case Verb::mail:
      case Verb::post:
        break;
    }
    return fail(ErrorKind::permanent, "a message is no change of a calendar");
  }

  /// What cannot be taken back: a mail or a post.
  Expected<void> take_message(OutboxEntry& entry) {
    auto sent = in_.store.was_sent(entry.dedup);
    if (!sent) return std::unexpected(sent.error());
    if (*sent) {
      ++report_.resolved;
      return in_.store.settle(entry);
    }
    if (entry.after.time.end <= in_.now) return in_.store.discard(entry.id);  // too late to be of use
    if (waits_for_morning(entry)) {
      ++report_.pending;
      return {};
    }
    const bool mail = entry.verb == Verb::mail;
    if (mail ? in_.mailer == nullptr || mail_down_ || refused(entry.recipient) : in_.poster == nullptr) {
      ++report_.pending;
      return {};
    }
    if (auto noted = note_attempt(entry); !noted) return noted;
    const auto result = mail ? in_.mailer->send(in_.sender, entry.recipient, entry.body)
                             : in_.poster->post(entry.recipient, entry.body);
    if (!result) {
      if (mail) note_mail_server(entry.recipient, result.error());
      entry.maybe_sent = entry.maybe_sent || (mail && in_.mailer->may_be_on_its_way());
      return note_failure(entry, result.error());
    }
    if (mail) {
      mail_failures_ = 0;
      refusals_.erase(entry.recipient);
    }
    ++report_.mailed;
    return settle_sent(entry);
  }

  /// One address that a server does not take says nothing about the others.
  void note_mail_server(const std::string& recipient, const Error& error) {
    if (in_.mailer->refused_this_one()) {
      ++refusals_[recipient];
      mail_failures_ = 0;
      return;
    }
    mail_down_ = error.kind == ErrorKind::unauthorised || ++mail_failures_ >= failures_in_a_row;
  }

  [[nodiscard]] bool refused(const std::string& recipient) const {
    const auto found = refusals_.find(recipient);
    return found != refusals_.end() && found->second >= failures_in_a_row;
  }

  /// Written down by day and held up since: in the night it is judged again. Of notices `after.time` begins
  /// with what they are about; an invitation is a mail that comes when the calendar changes.
  [[nodiscard]] bool waits_for_morning(const OutboxEntry& entry) const {
    return in_.quiet && is_notice(entry) && !passes_quiet_hours(entry.after.time.start, in_.now);
  }

  /// A mail cannot be taken back, nor looked for. So that one whose settling fails (a full disk) is not sent
  /// with every cycle, the next attempt is put off before this one is made: what cannot be written is not
  /// sent.
  Expected<void> note_attempt(OutboxEntry& entry) {
    ++entry.attempts;
    entry.last_error.clear();  // how this attempt ends is not known yet
    entry.not_before = in_.now + back_off(entry.attempts);
    return in_.store.postpone(entry);
  }

  /// It is out: a passing failure of the disk must not send it twice.
  Expected<void> settle_sent(const OutboxEntry& entry) {
    Expected<void> settled;
    for (int i = 0; i < settle_attempts; ++i) {
      settled = in_.store.settle(entry);
      if (settled) break;
    }
    return settled;
  }

  /// The change that this mail told of did not take place.
  [[nodiscard]] bool belongs_to_dropped(const OutboxEntry& entry, const Thing& thing) const {
    const auto found = dropped_.find(thing);
    return found != dropped_.end() && entry.after.sequence >= found->second;
  }

  void note_server(const std::string& calendar, const Error& error) {
    if (error.kind == ErrorKind::unauthorised) left_alone_.insert(calendar);
    if (error.kind == ErrorKind::transient && ++in_a_row_[calendar] >= failures_in_a_row) {
      left_alone_.insert(calendar);
    }
  }

  Expected<void> postpone(OutboxEntry& entry, const Error& error) {
    ++entry.attempts;
    entry.not_before = in_.now + back_off(entry.attempts);
    return note_failure(entry, error);
  }

  Expected<void> note_failure(OutboxEntry& entry, const Error& error) {
    entry.last_error = error.text;
    ++report_.pending;
    report_.failures.push_back({entry.calendar, entry.key, error});
    return in_.store.postpone(entry);
  }

  void count(Verb verb, Effect effect) {
    if (effect == Effect::resolved) {
      ++report_.resolved;
    } else if (verb == Verb::create) {
      ++report_.created;
    } else if (verb == Verb::update) {
      ++report_.updated;
    } else {
      ++report_.removed;
    }
  }

  const DeliverInput& in_;
  DeliveryReport report_;
  std::map<Thing, PublicationRecord> records_;
  std::set<Thing> blocked_;                              // an earlier entry of it waits
  std::set<std::pair<Uid, std::string>> waiting_mails_;  // invitations that wait, by recipient
  std::map<Thing, int> dropped_;                         // with the SEQUENCE it would have had
  std::set<std::string> left_alone_;                     // servers that do not answer, or refuse us
  std::map<std::string, int> in_a_row_;
  std::map<std::string, int> refusals_;  // of mails to one address, in a row
  int mail_failures_ = 0;
  bool mail_down_ = false;
};

}  // namespace

Expected<DeliveryReport> deliver(const DeliverInput& input) {
  return Delivery(input).run();
}

}  // namespace evenkeel
