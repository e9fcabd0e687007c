#include "app/cycle/tell.hpp"

#include "app/cycle/told_before.hpp"
#include "core/publishing/message_form.hpp"
#include "core/publishing/told_text.hpp"

#include <map>

namespace evenkeel {
namespace {

/// After that nobody wants to read it any more.
constexpr Seconds lifetime = Days(2);

std::string fact_name(const Notify& channel, const std::string& reader) {
  return "told/" + channel_name(channel) + "/" + reader;
}

HouseNews news_of(const Outcome& outcome) {
  return {.settings_changes = outcome.settings_changes, .credentials = outcome.credentials};
}

class Round {
 public:
  Round(const Parts& parts, CycleReport& report, bool dry)
      : parts_(parts), report_(report), dry_(dry), now_(parts.clock.now()) {}

  void run() {
    for (const Notify& channel : parts_.settings.notify) {
      for (const Viewer to : readers_of(channel, parts_.settings)) {
        const std::string reader = reader_name(to, parts_.settings);
        if (const auto done = tell_one(channel, to, fact_name(channel, reader)); !done) {
          report_.failures.emplace_back("messages", done.error());
        }
      }
    }
  }

 private:
  Expected<void> tell_one(const Notify& channel, Viewer to, const std::string& fact) {
    const auto known = parts_.store.fact(fact);
    if (!known) return std::unexpected(known.error());
    auto days = days_of(to);
    if (!days) return std::unexpected(days.error());
    Teller teller(parts_.settings, channel, read_told(*known), *days, now_);
    std::optional<Message> message;
    const auto& keys = keys_for(to);
    teller.note_there(keys);
    teller.take_as_told(told_before(*report_.outcome, keys, known->empty()));
    if (const auto done = drop_gone(channel, to, keys, teller); !done) return done;
    if (teller.anything_new(keys)) {
      const Outcome* own = worded_for(to);
      if (own == nullptr) return {};
      const std::string digest =
          teller.digest_due() ? digest_text(to, own->world, own->analysis) : std::string();
      message = teller.tell(notices_in(to, *own), digest);
    }
    if (const auto done = write_down(channel, to, message); !done || dry_) return done;
    if (const auto done = save(fact, *known, told_text(teller.told())); !done) return done;
    return save_days(to, *days, teller.people());
  }

  /// A message that could not be sent until what it is about was gone tells nothing any more.
  Expected<void> drop_gone(const Notify& channel, Viewer to, const std::vector<std::string>& keys,
                           Teller& teller) {
    if (dry_) return {};
    const std::string prefix = message_dedup_prefix({parts_.settings, channel, to, now_});
    const auto dropped = drop_what_is_gone(parts_.store, prefix, keys);
    if (!dropped) return std::unexpected(dropped.error());
    teller.forget(*dropped);
    return {};
  }

  /// The same over every channel: looked at once.
  const std::vector<std::string>& keys_for(Viewer to) {
    const auto [place, is_new] = keys_.try_emplace(reader_name(to, parts_.settings));
    const Outcome& common = *report_.outcome;
    if (is_new) place->second = notice_keys(to, common.world, common.analysis, news_of(common));
    return place->second;
  }

  const std::vector<Notice>& notices_in(Viewer to, const Outcome& own) {
    const auto [place, is_new] = notices_.try_emplace(reader_name(to, parts_.settings));
    if (is_new) place->second = notices_for(to, own.world, own.analysis, news_of(own));
    return place->second;
  }

  /// First what is to be sent, then that it was told: a crash between the two tells nothing twice, since the
  /// send log knows the message.
  Expected<void> write_down(const Notify& channel, Viewer viewer, const std::optional<Message>& message) {
    const Addressed to{parts_.settings, channel, viewer, now_};
    std::vector<OutboxEntry> entries;
    if (message) {
      auto entry = entry_of(*message, to);
      if (!entry) return std::unexpected(entry.error());
      entries.push_back(std::move(*entry));
    }
    report_.entries.insert(report_.entries.end(), entries.begin(), entries.end());
    return dry_ || entries.empty() ? Expected<void>() : parts_.store.enqueue(entries);
  }

  Expected<void> save(const std::string& fact, const std::string& known, const std::string& text) {
    return text == known ? Expected<void>() : parts_.store.save_fact(fact, text);
  }

  [[nodiscard]] std::vector<std::string> day_facts(Viewer to) const {
    std::vector<std::string> facts;
    for (const PartnerIndex p : both_partners) {
      if (!to.partner || *to.partner == p)
        facts.push_back("told-today/" + reader_name(Viewer{p}, parts_.settings));
    }
    return facts;
  }

  Expected<std::vector<DayCount>> days_of(Viewer to) {
    std::vector<DayCount> days;
    for (const std::string& fact : day_facts(to)) {
      const auto known = parts_.store.fact(fact);
      if (!known) return std::unexpected(known.error());
      days.push_back(read_count(*known));
    }
    return days;
  }

  Expected<void> save_days(Viewer to, const std::vector<DayCount>& before,
                           const std::vector<DayCount>& after) {
    const auto facts = day_facts(to);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (before[i] == after[i]) continue;
      if (const auto done = parts_.store.save_fact(facts[i], count_text(after[i])); !done) return done;
    }
    return {};
  }

  static Expected<OutboxEntry> entry_of(const Message& message, const Addressed& to) {
    OutboxEntry entry;
    entry.dedup = message_dedup(message, to);
    entry.key = message_key(to);
    entry.reason = message.digest ? "the digest" : "something that cannot wait";
    // From when it is about: what is held up until the night is judged again by it (deliver.hpp).
    entry.after.time = {message.begins, to.now + lifetime};
    if (!message.digest) entry.after.note = noted_keys(message.keys);
    if (to.channel.kind == "email") {
      auto mail = message_mail(message, to);
      if (!mail) return std::unexpected(mail.error());
      entry.verb = OutboxEntry::Verb::mail;
      entry.body = std::move(*mail);
      entry.recipient = to.settings.partners[index(*to.to.partner)].email.str();
    } else {
      entry.verb = OutboxEntry::Verb::post;
      entry.body = message_json(message, to);
      entry.recipient = message_url(to.channel);
    }
    return entry;
  }

  /// The same look at the household in the words that this reader may read.
  const Outcome* worded_for(Viewer to) {
    // What a dry run prints is read by whoever runs it: worded for the household.
    if (!to.partner || dry_) return report_.outcome.get();
    auto& outcome = worded_[index(*to.partner)];
    if (!outcome) {
      CycleReport aside;
      auto looked = look(parts_, to, aside, Suggestions::of_what_is_told);
      if (!looked) {
        report_.failures.emplace_back("messages", looked.error());
        return nullptr;
      }
      outcome = std::move(*looked);
    }
    return outcome.get();
  }

  const Parts& parts_;
  CycleReport& report_;
  bool dry_;
  Instant now_;
  std::array<std::unique_ptr<Outcome>, 2> worded_;
  std::map<std::string, std::vector<std::string>> keys_;
  std::map<std::string, std::vector<Notice>> notices_;
};

}  // namespace

void tell(const Parts& parts, CycleReport& report, bool dry) {
  if (!report.outcome || parts.settings.notify.empty()) return;
  Round(parts, report, dry).run();
}

}  // namespace evenkeel
