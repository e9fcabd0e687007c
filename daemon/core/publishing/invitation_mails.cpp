#include "core/publishing/invitation_mails.hpp"

#include "core/publishing/duty_title.hpp"
#include "core/publishing/imip.hpp"
#include "core/publishing/person.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {
namespace {

const Zone* zone_of(const Settings& settings, const Address& address) {
  for (const Partner& partner : settings.partners) {
    if (partner.email == address) return partner.zone;
  }
  return settings.zone;
}

const Invitee* mailed_before(const MailInput& input, const Address& address) {
  if (input.before == nullptr) return nullptr;
  const auto found = std::ranges::find(input.before->invitees, address, &Invitee::address);
  return found != input.before->invitees.end() && by_mail(*found) ? &*found : nullptr;
}

/// Whose events invite nobody any more: they still take place, so nothing is called off.
bool invites_nobody(const Settings& settings, const std::string& calendar) {
  const auto found = std::ranges::find(settings.shared, calendar, &SharedCalendar::name);
  return found != settings.shared.end() && found->invite == InviteChannel::none;
}

/// What people wrote into a title is theirs and each other's: a helper reads our words.
std::string title_for(const Settings& settings, const Address& recipient, const std::string& key,
                      const std::string& title) {
  const auto helper =
      std::ranges::find_if(settings.helpers, [&](const Helper& h) { return h.email == recipient; });
  const auto coverage = std::ranges::find_if(
      settings.coverages, [&](const Coverage& c) { return key.starts_with("duty/" + c.id + "/"); });
  if (helper == settings.helpers.end() || coverage == settings.coverages.end()) return title;
  const auto named = read_duty_title(settings, title);
  return (named && named->asking ? "Ask " : "") + helper->name + ": " + coverage->title;
}

/// At this address, or at another one of theirs: two of one person's mailboxes are often one.
bool still_invited(const Settings& settings, const std::vector<Invitee>& wanted, const Address& address) {
  const auto person = person_with(settings, address);
  return std::ranges::any_of(wanted, [&](const Invitee& invitee) {
    return invitee.address == address || (person && person_with(settings, invitee.address) == person);
  });
}

class Mails {
 public:
  Mails(const MailInput& input, std::vector<Warning>& warnings) : in_(input), warnings_(warnings) {}

  void add(imip::Method method, const Invitee& recipient, EventContent content) {
    const PublicationRecord& record = in_.after;
    content.title = title_for(in_.settings, recipient.address, record.key, content.title);
    auto text = imip::message({.method = method,
                               .uid = record.uid,
                               .sequence = record.sequence,
                               .now = in_.now,
                               .content = std::move(content),
                               .recipient = recipient,
                               .from = in_.settings.mail->from,
                               .zone = zone_of(in_.settings, recipient.address),
                               .goes_on = method == imip::Method::cancel && !in_.gone});
    if (!text) {
      warnings_.push_back({record.key, text.error().text});
      return;
    }
    OutboxEntry entry;
    entry.verb = OutboxEntry::Verb::mail;
    entry.calendar = record.calendar;
    entry.key = record.key;
    entry.href = record.href;
    entry.body = *std::move(text);
    entry.recipient = recipient.address.str();
    entry.dedup = imip::dedup_key(record.uid, record.sequence, method, recipient.address);
    entry.reason = method == imip::Method::request ? "invites by e-mail" : "cancels an invitation by e-mail";
    // What became of the event is the calendar entry's to say; a mail only knows what it is about.
    entry.after.uid = record.uid;
    entry.after.sequence = record.sequence;
    entry.after.time = record.time;
    entries_.push_back(std::move(entry));
  }

  std::vector<OutboxEntry> take() && { return std::move(entries_); }

 private:
  const MailInput& in_;
  std::vector<Warning>& warnings_;
  std::vector<OutboxEntry> entries_;
};

}  // namespace

bool by_mail(const Invitee& invitee) {
  return invitee.client_agent || !invitee.listed;
}

std::vector<OutboxEntry> invitation_mails(const MailInput& input, std::vector<Warning>& warnings) {
  if (!input.settings.mail || invites_nobody(input.settings, input.after.calendar)) return {};
  Mails mails(input, warnings);
  const auto& wanted = input.content.invitees;
  if (input.before != nullptr) {
    for (const Invitee& invitee : input.before->invitees) {
      const bool stays = !input.gone && still_invited(input.settings, wanted, invitee.address);
      if (by_mail(invitee) && !stays) mails.add(imip::Method::cancel, invitee, *input.before);
    }
  }
  if (input.gone) return std::move(mails).take();
  for (const Invitee& invitee : wanted) {
    if (!by_mail(invitee)) continue;
    if (mailed_before(input, invitee.address) != nullptr && !input.sequence_rose) continue;
    mails.add(imip::Method::request, invitee, input.content);
  }
  return std::move(mails).take();
}

}  // namespace evenkeel
