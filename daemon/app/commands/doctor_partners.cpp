#include "app/commands/doctor_partners.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

/// So many occurrences with one and the same text are no coincidence.
constexpr std::size_t enough_to_tell = 5;

void look_at_calendars(PartnerView& view, const std::vector<Engagement>& engagements) {
  const PrivateText* first = nullptr;
  bool differ = false;
  for (const Engagement& e : engagements) {
    if (e.from_household) continue;
    ++view.occurrences;
    if (e.kind == Kind::travel) ++view.trips;
    const PrivateText& summary = e.occurrence.component->summary;
    if (first == nullptr) first = &summary;
    if (!(summary == *first)) differ = true;
  }
  if (differ) {
    view.texts = Texts::titles;
  } else if (view.occurrences >= enough_to_tell) {
    view.texts = Texts::busy_only;
  }
}

bool server_invites(const Examination& examination) {
  return std::ranges::any_of(examination.sinks, [](const SinkSurvey& s) {
    return s.found && s.found->auto_schedule && s.calendar->invite == InviteChannel::automatic;
  });
}

/// Whether a calendar lists them as ATTENDEE, as core/publishing/invitees.cpp decides: without such a line no
/// calendar program offers an answer. What a server that did not answer would do is not known.
bool may_be_attendee(const Examination& examination, const Partner& partner) {
  const bool narrow =
      partner.invite_detail == InviteDetail::time || partner.invite_detail == InviteDetail::busy;
  if (partner.email.empty() || narrow) return false;
  return std::ranges::any_of(examination.sinks, [&](const SinkSurvey& s) {
    if (s.calendar->invite == InviteChannel::none || s.calendar->organizer.empty()) return false;
    const bool by_server =
        s.calendar->invite == InviteChannel::automatic && (!s.found || s.found->auto_schedule);
    return by_server || examination.settings->mail;
  });
}

std::string why_no_answer(const PartnerView& view, const Settings& settings) {
  if (settings.shared.empty()) {
    return fmt::format(
        "{} has no way to answer: nothing is published. Name a calendar that both can write to as [shared].",
        view.name);
  }
  return fmt::format(
      "{} has no way to answer an invitation, since none is sent: that takes an `organizer` of the shared "
      "calendar, and [mail] or a server that sends invitations. What is moved, renamed or deleted on the "
      "shared calendar counts all the same.",
      view.name);
}

std::string rule_for_trips(const std::string& partner) {
  return fmt::format(
      "[[rule]]\nmatch = {{ partner = \"{}\", summary = '(?i)\\b(trip|travel|flight)\\b' }}\n"
      "set   = {{ kind = \"travel\" }}",
      partner);
}

}  // namespace

std::vector<PartnerView> partner_views(const Examination& examination) {
  std::vector<PartnerView> views;
  const Settings& settings = *examination.settings;
  for (const PartnerIndex p : both_partners) {
    const Partner& partner = settings.partners[index(p)];
    PartnerView view;
    view.id = partner.id.str();
    view.name = partner.name;
    if (examination.outcome != nullptr)
      look_at_calendars(view, examination.outcome->world.engagements[index(person(p))]);
    if (server_invites(examination)) view.answers.emplace_back("server");
    if (settings.mail && !settings.mail->imap.empty()) view.answers.emplace_back("mailbox");
    if (may_be_attendee(examination, partner)) view.answers.emplace_back("calendar");
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<std::string> advice_for(const std::vector<PartnerView>& views, const Examination& examination) {
  std::vector<std::string> advice;
  for (const PartnerView& view : views) {
    if (view.texts == Texts::busy_only) {
      advice.push_back(fmt::format(
          "{0}'s calendars show busy times only: trips and deadlines in them cannot be told from meetings. "
          "Announce a trip as \"{0}: trip\" on a household calendar, deadlines as [[partner.deadline]].",
          view.name));
    } else if (view.texts == Texts::titles && view.trips == 0) {
      advice.push_back(fmt::format(
          "No trip is recognised in {}'s calendars. If trips stand there by other words, say so:\n{}",
          view.name, rule_for_trips(view.id)));
    }
    if (view.answers.empty()) {
      advice.push_back(why_no_answer(view, *examination.settings));
    } else if (view.answers == std::vector<std::string>{"calendar"}) {
      advice.push_back(fmt::format(
          "{} can answer on the shared calendar, and in a pulled calendar that holds the invitation; answers "
          "by e-mail are read where [mail] names an `imap` mailbox.",
          view.name));
    }
  }
  for (const SinkSurvey& sink : examination.sinks) {
    if (sink.calendar->invite != InviteChannel::none && sink.calendar->organizer.empty()) {
      advice.push_back(fmt::format("Nobody is invited to what stands on \"{}\": it has no `organizer`.",
                                   sink.calendar->name));
    }
    if (sink.found && !sink.found->schedules_for.empty() &&
        sink.calendar->invite == InviteChannel::automatic && !sink.calendar->organizer.empty()) {
      advice.push_back(
          fmt::format("The server of \"{}\" sends invitations only for an organizer of its own ({}), and "
                      "`organizer` is {}: people are invited by e-mail.",
                      sink.calendar->name, sink.found->schedules_for, sink.calendar->organizer.str()));
    }
    if (sink.calendar->connection.kind == SourceKind::caldav) {
      advice.push_back(fmt::format(
          "Who can read the shared calendar \"{}\" is decided at its server: look at its sharing there. It "
          "is "
          "meant for {} and {}{}.",
          sink.calendar->name, examination.settings->partners[0].name, examination.settings->partners[1].name,
          sink.calendar->audience == Audience::family ? ", and for helpers" : " alone"));
    }
    if (sink.found && !sink.found->writable)
      advice.push_back(
          fmt::format("The server lets nobody write to the shared calendar \"{}\" with this account.",
                      sink.calendar->name));
  }
  return advice;
}

}  // namespace evenkeel
