#include "core/publishing/imip.hpp"

#include "core/ical/write.hpp"
#include "core/publishing/imip_words.hpp"
#include "core/publishing/mail_date.hpp"
#include "core/publishing/message_id.hpp"
#include "core/publishing/same.hpp"
#include "core/time/text.hpp"

namespace evenkeel::imip {
namespace {

std::string_view name(Method method) {
  return method == Method::request ? "REQUEST" : "CANCEL";
}

/// What this recipient may read: an employer may read it too.
EventContent disclosed(const Invitation& invitation) {
  EventContent content = invitation.content;
  const InviteDetail detail = invitation.recipient.detail;
  if (detail == InviteDetail::full) return content;
  content.description.clear();
  content.location.clear();
  content.categories.clear();
  if (detail == InviteDetail::busy) content.title = "Busy";
  return content;
}

std::string calendar_text(const Invitation& invitation, const EventContent& content) {
  ical::EventToWrite event;
  event.uid = invitation.uid;
  event.sequence = invitation.sequence;
  event.dtstamp = invitation.now;
  event.method = name(invitation.method);
  event.status = invitation.method == Method::cancel ? "CANCELLED" : "CONFIRMED";
  event.title = content.title;
  event.description = content.description;
  event.location = content.location;
  if (const auto* dates = std::get_if<DateSpan>(&content.time)) {
    event.time = *dates;
  } else {
    const auto& zoned = std::get<ZonedSpan>(content.time);
    event.time = ical::WriteSpan{zoned.start, zoned.end, zoned.zone};
  }
  event.transparent = content.transparent;
  event.categories = content.categories;
  event.organizer = content.organizer;
  // One recipient a message, and nobody else's address in it.
  event.attendees = {
      {invitation.recipient.address, invitation.recipient.name, PartStat::needs_action, true, false}};
  return ical::write(event);
}

std::string when(const EventContent& content, const Zone& zone) {
  const auto time = in_time(content.time);
  if (const auto* interval = std::get_if<Interval>(&time)) {
    return span_text(*interval, zone) + " (" + zone.name() + ")";
  }
  const auto& dates = std::get<DateSpan>(time);
  if (dates.end - dates.first == Days{1}) return day_text(dates.first);
  return day_text(dates.first) + " – " + day_text(dates.end - Days{1});
}

std::string_view opening(const Invitation& invitation) {
  if (invitation.method == Method::request) return "You are invited. Accept or decline in your calendar.\n\n";
  return invitation.goes_on ? "You are not invited to this any more.\n\n"
                            : "This appointment is cancelled.\n\n";
}

std::string readable_text(const Invitation& invitation, const EventContent& content) {
  std::string text(opening(invitation));
  text += content.title + "\n" + when(content, *invitation.zone) + "\n";
  if (!content.location.empty()) text += content.location + "\n";
  if (!content.description.empty()) text += "\n" + content.description + "\n";
  return text;
}

std::string part(std::string_view type, std::string_view disposition, std::string_view bytes) {
  std::string result = "Content-Type: ";
  result.append(type).append("\r\nContent-Transfer-Encoding: base64\r\n");
  if (!disposition.empty()) result.append("Content-Disposition: ").append(disposition).append("\r\n");
  return result + "\r\n" + base64_lines(bytes);
}

std::string headers(const Invitation& invitation, const EventContent& content, const Mailbox& from,
                    std::string_view boundary) {
  const std::string_view prefix = invitation.method == Method::cancel ? "Cancelled: " : "";
  const std::string id = message_id(
      dedup_key(invitation.uid, invitation.sequence, invitation.method, invitation.recipient.address),
      from.address);
  std::string result = "From: " + write_mailbox(from) + "\r\n";
  result += "To: " + write_mailbox({invitation.recipient.name, invitation.recipient.address.str()}) + "\r\n";
  if (!content.organizer.empty() && content.organizer != from.address) {
    result += "Reply-To: " + content.organizer + "\r\n";
  }
  result += "Subject: " + header_text(std::string(prefix) + content.title) + "\r\n";
  result += "Date: " + date_header(invitation.now) + "\r\n";
  result += "Message-ID: " + id + "\r\n";
  result += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  result.append("Content-Type: multipart/mixed; boundary=\"").append(boundary).append("\"\r\n\r\n");
  return result;
}

std::string body(const Invitation& invitation, const EventContent& content, const std::string& boundary) {
  const std::string inner = boundary + "-alternative";
  const std::string calendar = calendar_text(invitation, content);
  const std::string method(name(invitation.method));
  std::string result = "--" + boundary + "\r\n";
  result += "Content-Type: multipart/alternative; boundary=\"" + inner + "\"\r\n\r\n";
  result += "--" + inner + "\r\n";
  result += part("text/plain; charset=utf-8", "", readable_text(invitation, content));
  result += "--" + inner + "\r\n";
  result += part("text/calendar; method=" + method + "; charset=utf-8", "", calendar);
  result += "--" + inner + "--\r\n";
  result += "--" + boundary + "\r\n";
  result += part("application/ics; name=\"invite.ics\"", "attachment; filename=\"invite.ics\"", calendar);
  return result + "--" + boundary + "--\r\n";
}

}  // namespace

Expected<std::string> message(const Invitation& invitation) {
  const auto from = read_mailbox(invitation.from);
  if (!from) return fail(ErrorKind::invalid_data, "the sender's address (mail.from) is not a plain one");
  const std::string& organizer = invitation.content.organizer;
  if (!is_plain_address(organizer)) {
    return fail(ErrorKind::invalid_data, "the organizer's address is not a plain one");
  }
  if (!is_plain_address(invitation.recipient.address.str())) {
    return fail(ErrorKind::invalid_data, "an invitee's address is not a plain one");
  }
  const EventContent content = disclosed(invitation);
  const std::string boundary = "evenkeel-" + invitation.uid.str().substr(0, invitation.uid.str().find('@'));
  return headers(invitation, content, *from, boundary) + body(invitation, content, boundary);
}

std::string dedup_key(const Uid& uid, int sequence, Method method, const Address& recipient) {
  // RECURRENCE-ID between the second and third bar: ours are single events.
  return uid.str() + "||" + std::to_string(sequence) + "|" + std::string(name(method)) + "|" +
         recipient.str();
}

bool is_cancel(std::string_view dedup) {
  return dedup.find("|CANCEL|") != std::string_view::npos;
}

bool was_invited(const std::set<std::string>& sent, const Uid& uid, const Address& recipient) {
  const std::string begins = uid.str() + "||";
  const std::string ends = "|REQUEST|" + recipient.str();
  for (auto key = sent.lower_bound(begins); key != sent.end() && key->starts_with(begins); ++key) {
    if (key->ends_with(ends)) return true;
  }
  return false;
}

}  // namespace evenkeel::imip
