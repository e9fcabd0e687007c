// Answers to invitations that came by e-mail (iTIP, RFC 5546 3.2.3 and 3.2.7; iMIP, RFC 6047).
#pragma once

#include "core/household/settings.hpp"
#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"
#include "core/words/error.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evenkeel {

enum class AnswerMethod : std::uint8_t {
  reply,
  counter,  // proposes another time
};

/// A message that holds an answer, its iCalendar not yet read: that is the reader's to do.
struct AnswerMail {
  Address sender;
  AnswerMethod method = AnswerMethod::reply;
  std::string calendar;
};
/// Empty when the message is none: no REPLY or COUNTER in it, or not of one sender. Of several calendars in
/// it (the same one is often attached too) the first counts.
[[nodiscard]] std::optional<AnswerMail> answer_mail(std::string_view message);

struct MailedAnswer {
  Address sender;
  AnswerMethod method = AnswerMethod::reply;
  CalendarObject object;
};

struct MailedAnswersInput {
  const Settings& settings;
  Instant now{};
  std::span<const MailedAnswer> answers;  // in the order in which they arrived
  const ZoneOf& zone_of;
};

/// Takes over into `records` what their invitees answered: matched by UID, RECURRENCE-ID and sender (Exchange
/// drops ORGANIZER), of each person the latest (DTSTAMP). Who was not invited, and what was said of a time or
/// version that no longer stands, is passed over. A proposed time of a routine counts as a wish, as if that
/// person had moved the event on the calendar.
void take_mailed_answers(std::span<PublicationRecord> records, const MailedAnswersInput& input);

}  // namespace evenkeel
