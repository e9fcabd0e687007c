#include "app/cycle/tell.hpp"

#include "core/publishing/message_form.hpp"
#include "core/publishing/told_text.hpp"

#include <map>

namespace evenkeel {
namespace {

/// After that nobody wants to read it any more.
constexpr Seconds lifetime = Days(2);

std::string fact_name(const Notify& channel, const PersonId& person) {
  return "told/" + channel_name(channel) + "/" + person.str();
}

class Round {
 public:
  Round(const Parts& parts, CycleReport& report, bool dry)
      : parts_(parts), report_(report), dry_(dry), now_(parts.clock.now()) {}

  void run() {
    for (const Notify& channel : parts_.settings.notify) {
      for (const PartnerIndex p : both_partners) {
        const PersonId& id = parts_.settings.partners[index(p)].id;
        if (!channel.to.empty() && std::ranges::find(channel.to, id) == channel.to.end()) continue;
        if (const auto done = tell_one(channel, p, fact_name(channel, id)); !done) {
          report_.failures.emplace_back("messages", done.error());
        }
      }
    }
  }

 private:
  Expected<void> tell_one(const Notify& channel, PartnerIndex p, const std::string& fact) {
    const auto known = parts_.store.fact(fact);
    if (!known) return std::unexpected(known.error());
    Teller teller(parts_.settings, channel, read_told(*known), now_);
    const Outcome& common = *report_.outcome;
    std::optional<Message> message;
    const auto keys = notice_keys(p, common.world, common.analysis, common.settings_changes);
    teller.note_there(keys);
    if (teller.anything_new(keys)) {
      const Outcome* own = worded_for(p);
      if (own == nullptr) return {};
      const std::string digest =
          teller.digest_due() ? digest_text(p, own->world, own->analysis) : std::string();
      message = teller.tell(notices_for(p, own->world, own->analysis, own->settings_changes), digest);
    }
    return write_down(channel, p, fact, message, *known, teller.told());
  }

  /// First what is to be sent, then that it was told: a crash between the two tells nothing twice, since the
  /// send log knows the message.
  Expected<void> write_down(const Notify& channel, PartnerIndex p, const std::string& fact,
                            const std::optional<Message>& message, const std::string& known,
                            const Told& told) {
    const Addressed to{parts_.settings, channel, p, now_};
    std::vector<OutboxEntry> entries;
    if (message) {
      auto entry = entry_of(*message, to);
      if (!entry) return std::unexpected(entry.error());
      entries.push_back(std::move(*entry));
    }
    report_.entries.insert(report_.entries.end(), entries.begin(), entries.end());
    if (dry_) return {};
    if (!entries.empty()) {
      if (const auto queued = parts_.store.enqueue(entries); !queued) return queued;
    }
    const std::string text = told_text(told);
    return text == known ? Expected<void>() : parts_.store.save_fact(fact, text);
  }

  static Expected<OutboxEntry> entry_of(const Message& message, const Addressed& to) {
    OutboxEntry entry;
    entry.dedup = message_dedup(message, to);
    entry.key = "message/" + to.channel.kind + "/" + to.settings.partners[index(to.to)].id.str();
    entry.reason = message.digest ? "the digest" : "something that cannot wait";
    entry.after.time = {to.now, to.now + lifetime};
    if (to.channel.kind == "email") {
      auto mail = message_mail(message, to);
      if (!mail) return std::unexpected(mail.error());
      entry.verb = OutboxEntry::Verb::mail;
      entry.body = std::move(*mail);
      entry.recipient = to.settings.partners[index(to.to)].email.str();
    } else {
      entry.verb = OutboxEntry::Verb::post;
      entry.body = message_json(message, to);
      entry.recipient = message_url(to.channel);
    }
    return entry;
  }

  /// The same look at the household in the words that this person may read.
  const Outcome* worded_for(PartnerIndex p) {
    auto& outcome = worded_[index(p)];
    if (!outcome) {
      CycleReport aside;
      auto looked = look(parts_, Viewer{p}, aside);
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
};

}  // namespace

void tell(const Parts& parts, CycleReport& report, bool dry) {
  if (!report.outcome || parts.settings.notify.empty()) return;
  Round(parts, report, dry).run();
}

}  // namespace evenkeel
