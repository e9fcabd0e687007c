#include "core/publishing/mailed_answer.hpp"

#include "core/household/ascii.hpp"
#include "core/ical/unfold.hpp"
#include "core/mail/message.hpp"
#include "core/publishing/edits.hpp"
#include "core/publishing/person.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace evenkeel {
namespace {

/// The METHOD of the stream itself; programs that attach a file often say it nowhere else.
std::string method_of(std::string_view calendar) {
  ical::Lines lines(calendar);
  while (const auto line = lines.next()) {
    const std::string text = ascii::lower(line->text);
    if (text.starts_with("method:")) return std::string(ascii::trimmed(std::string_view(text).substr(7)));
    if (text.starts_with("begin:v") && text != "begin:vcalendar") break;
  }
  return {};
}

std::optional<AnswerMethod> answer_method(const mail::Part& part) {
  const std::string& type = part.type.value;
  if (type != "text/calendar" && type != "application/ics") return std::nullopt;
  std::string method = ascii::lower(part.type.parameter("method"));
  if (method.empty()) method = method_of(part.bytes);
  if (method == "reply") return AnswerMethod::reply;
  if (method == "counter") return AnswerMethod::counter;
  return std::nullopt;
}

/// What one person says of one event.
struct Said {
  PersonId person;
  Address sender;
  AnswerMethod method = AnswerMethod::reply;
  const CalendarObject* object = nullptr;
  const Component* component = nullptr;
};

class MailedAnswers {
 public:
  MailedAnswers(std::span<PublicationRecord> records, const MailedAnswersInput& input)
      : records_(records), in_(input), home_(*input.settings.zone) {}

  void run() {
    std::map<std::pair<Uid, PersonId>, Said> latest;
    for (const MailedAnswer& answer : in_.answers) {
      const auto person = person_with(in_.settings, answer.sender);
      if (!person) continue;
      for (const Component& component : answer.object.components) {
        const Said said{*person, answer.sender, answer.method, &answer.object, &component};
        const auto [place, added] = latest.emplace(std::pair(component.uid, *person), said);
        // Without DTSTAMP it was said when it arrived.
        const bool later = !component.dtstamp || place->second.component->dtstamp <= component.dtstamp;
        if (!added && later) place->second = said;
      }
    }
    for (const auto& [key, said] : latest) take(said);
  }

 private:
  void take(const Said& said) {
    const auto record = std::ranges::find(records_, said.component->uid, &PublicationRecord::uid);
    if (record == records_.end() || record->state != RecordState::active) return;
    const bool invited = std::ranges::any_of(record->base.invitees, [&](const Invitee& invitee) {
      return person_with(in_.settings, invitee.address) == said.person;
    });
    if (!invited || !means_this_instance(*record, *said.component) || is_old(*record, said)) return;
    const auto partstat = partstat_of(said);
    if (said.method == AnswerMethod::counter && propose(*record, said)) return;
    if (partstat && stands(*record, said)) take_answer(*record, said.person, *partstat, in_.settings);
  }

  /// A mail that was under way for longer than the one of the same person that was read before it. Notes the
  /// time of the one that is not.
  static bool is_old(PublicationRecord& record, const Said& said) {
    if (!said.component->dtstamp) return false;
    const auto [known, first] = record.answered.emplace(said.person, *said.component->dtstamp);
    if (!first && *said.component->dtstamp < known->second) return true;
    known->second = *said.component->dtstamp;
    return false;
  }

  /// Ours are single events: a RECURRENCE-ID can only be their own time.
  [[nodiscard]] bool means_this_instance(const PublicationRecord& record, const Component& component) const {
    if (!component.recurrence_id) return true;
    Component at;
    at.dtstart = component.recurrence_id;
    const auto time = event_time(at, CalendarObject{}, home_, in_.zone_of);
    return time && placed(*time, home_).start == begin_of(record);
  }

  [[nodiscard]] Instant begin_of(const PublicationRecord& record) const {
    return placed(in_time(record.base.time), home_).start;
  }

  /// Whether it is about the event as it stands: the same start; where none is told, or another one is asked
  /// for, the same SEQUENCE.
  [[nodiscard]] bool stands(const PublicationRecord& record, const Said& said) const {
    const auto time = event_time(*said.component, *said.object, home_, in_.zone_of);
    if (!time || said.method == AnswerMethod::counter) return said.component->sequence == record.sequence;
    return placed(*time, home_).start == begin_of(record);
  }

  /// The sender's own; of a sole ATTENDEE under another address it is theirs too.
  [[nodiscard]] std::optional<PartStat> partstat_of(const Said& said) const {
    const auto& attendees = said.component->attendees;
    for (const Attendee& attendee : attendees) {
      if (person_with(in_.settings, attendee.address) == said.person) return attendee.partstat;
    }
    const bool alone = attendees.size() == 1 && said.component->attendee_count == 1;
    if (alone && !person_with(in_.settings, attendees.front().address)) return attendees.front().partstat;
    return std::nullopt;
  }

  /// Of a version that no longer stands, or of a time that is over, a proposal is none. A duty has its time
  /// from what it covers.
  bool propose(PublicationRecord& record, const Said& said) const {
    const auto time = event_time(*said.component, *said.object, home_, in_.zone_of);
    const auto* proposed = time ? std::get_if<Interval>(&*time) : nullptr;
    const auto now_at = in_time(record.base.time);
    const auto* stands_at = std::get_if<Interval>(&now_at);
    if (record.kind != PublicationKind::routines || proposed == nullptr || stands_at == nullptr) return false;
    Interval wish = *proposed;
    if (wish.end <= wish.start) wish.end = wish.start + (stands_at->end - stands_at->start);
    const bool of_use = said.component->sequence == record.sequence && wish.start > in_.now &&
                        wish.start != stands_at->start && wish.end - wish.start <= Days{1};
    if (of_use) record.proposed = wish;
    return of_use;
  }

  std::span<PublicationRecord> records_;
  const MailedAnswersInput& in_;
  const Zone& home_;
};

}  // namespace

std::optional<AnswerMail> answer_mail(std::string_view message) {
  auto read = mail::read(message);
  if (!read || !read->from) return std::nullopt;
  for (mail::Part& part : read->parts) {
    if (const auto method = answer_method(part)) {
      return AnswerMail{*std::move(read->from), *method, std::move(part.bytes)};
    }
  }
  return std::nullopt;
}

void take_mailed_answers(std::span<PublicationRecord> records, const MailedAnswersInput& input) {
  MailedAnswers(records, input).run();
}

}  // namespace evenkeel
