#include "core/publishing/merge.hpp"

#include "core/plans/notes.hpp"
#include "core/plans/plain_notes.hpp"
#include "core/publishing/adopt.hpp"
#include "core/publishing/duty_title.hpp"
#include "core/publishing/former_text.hpp"
#include "core/publishing/invitation_mails.hpp"
#include "core/publishing/person.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace evenkeel {
namespace {

/// What stands there of an invitee; of those invited by e-mail what they answered by e-mail comes first: no
/// server writes that down.
PartStat answer_of(const Invitee& invitee, const PublicationRecord& record, const OwnEvent& theirs,
                   const Settings& settings) {
  const auto base = std::ranges::find(record.base.invitees, invitee.address, &Invitee::address);
  if (by_mail(invitee) && base != record.base.invitees.end() && base->partstat != PartStat::needs_action) {
    return base->partstat;
  }
  const auto found = std::ranges::find(theirs.attendees, invitee.address, &Attendee::address);
  if (found != theirs.attendees.end()) return found->partstat;
  // A client or a server wrote another address of theirs.
  const auto person = person_with(settings, invitee.address);
  const auto alias = std::ranges::find_if(theirs.attendees, [&](const Attendee& attendee) {
    return person && person_with(settings, attendee.address) == person;
  });
  return alias == theirs.attendees.end() ? invitee.partstat : alias->partstat;
}

/// Whether an answer that came by e-mail is to be shown.
bool shows_answer(const EventContent& wish, const OwnEvent& theirs) {
  return std::ranges::any_of(wish.invitees, [&](const Invitee& invitee) {
    const auto found = std::ranges::find(theirs.attendees, invitee.address, &Attendee::address);
    return invitee.listed && by_mail(invitee) && found != theirs.attendees.end() &&
           found->partstat != invitee.partstat;
  });
}

std::string description_of(const PublicationRecord& record, const OwnEvent& theirs, const Publication& ours) {
  if (!just_adopted(record)) {
    return merged_description(theirs.description, record.base.description, ours.content.description);
  }
  const std::string text = plain_text(theirs.description);
  const std::string wanted = plain_text(ours.content.description);
  if (!wanted.empty() && text.find(wanted) != std::string::npos) return theirs.description;
  if (wanted.starts_with(block_begin)) return with_block(text, wanted);
  const std::string notes = without_former_text(ours.kind, text);
  if (notes.empty() || wanted.empty()) return notes.empty() ? wanted : notes;
  return wanted + "\n\n" + notes;
}

}  // namespace

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Of a block that lost its first or its last line, what we wrote: else it would stand there for ever as
/// people's. Its first line, where it is left, shows the place.
std::string without_broken_block(const std::string& text, const std::string& was) {
  const auto lines = lines_of(text);
  const auto begin = std::ranges::find(lines, block_begin);
  const auto end = std::ranges::find(lines, block_end);
  if ((begin == lines.end()) == (end == lines.end()) || !was.starts_with(block_begin)) return text;
  const auto written = lines_of(was);
  const std::set<std::string_view> ours(written.begin(), written.end());
  const auto first = begin == lines.end() ? lines.begin() : begin + 1;
  const auto last = end == lines.end() ? lines.end() : end + 1;
  std::string result;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (line >= first && line < last && ours.contains(*line)) continue;
    result.append(*line).append("\n");
  }
  return plain_text(result);
}

/// Of a text that a web client made HTML of, what shows; its lines may be others than ours. Everything else
/// comes back as it is: people wrote inside of our text.
std::string merged_html(std::string_view theirs, const std::string& was, const std::string& wanted) {
  const std::string shown = plain_notes(theirs, was.substr(was.rfind('\n') + 1));
  if (shown == theirs) return std::string(theirs);
  std::string text = plain_text(shown);
  const std::size_t at = text.find(was);
  if (at != std::string::npos) return text.replace(at, was.size(), wanted);
  const bool finding = was.ends_with(finding_ends);
  if (!finding && !was.starts_with(duty_begins)) return std::string(theirs);
  const std::string notes =
      without_former_text(finding ? PublicationKind::findings : PublicationKind::duties, text);
  if (notes.empty() || wanted.empty()) return notes.empty() ? wanted : notes;
  return wanted + "\n\n" + notes;
}

}  // namespace

std::string merged_description(std::string_view theirs, std::string_view base, std::string_view ours) {
  const std::string was = plain_text(base);
  const std::string wanted = plain_text(ours);
  if (was == wanted) return std::string(theirs);
  std::string text = plain_text(theirs);
  if (wanted.starts_with(block_begin)) return with_block(without_broken_block(text, was), wanted);
  if (text.empty()) return wanted;
  if (was.empty()) return wanted + "\n\n" + text;
  const std::size_t at = text.find(was);
  if (at == std::string::npos) return merged_html(theirs, was, wanted);
  return text.replace(at, was.size(), wanted);
}

std::string written_by_people(std::string_view theirs, std::string_view base) {
  const std::string text = plain_text(merged_description(theirs, base, ""));
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

bool reassigned(const PublicationRecord& record, const Publication& ours) {
  return ours.kind == PublicationKind::duties && !record.person.empty() && ours.person != record.person;
}

EventContent merged(const PublicationRecord& record, const OwnEvent& theirs, const Publication& ours,
                    const Settings& settings) {
  EventContent wish = ours.content;
  wish.location = theirs.location;
  wish.description = description_of(record, theirs, ours);
  if (record.moved && !record.proposed) wish.time = record.base.time;
  if (record.renamed) {
    wish.title = reassigned(record, ours) ? with_name_of(settings, ours.content.title, record.base.title)
                                          : record.base.title;
  }
  if (record.retransped) wish.transparent = record.base.transparent;
  if (in_time(wish.time) == theirs.time) {
    for (Invitee& invitee : wish.invitees) invitee.partstat = answer_of(invitee, record, theirs, settings);
  }
  return wish;
}

Difference difference(const PublicationRecord& record, const OwnEvent& theirs, const EventContent& wish) {
  const EventContent& base = record.base;
  Difference result;
  result.time = in_time(wish.time) != theirs.time;
  result.text = plain_line(wish.title) != plain_line(theirs.title) ||
                plain_text(wish.description) != plain_text(theirs.description);
  result.rest = wish.transparent != theirs.transparent;
  if (just_adopted(record)) return result;  // what cannot be seen there is taken to be as it should
  result.invitees = !same_invitees(wish.invitees, base.invitees);
  result.rest = result.rest || wish.alarms != base.alarms || wish.categories != base.categories;
  result.answers = shows_answer(wish, theirs);
  return result;
}

}  // namespace evenkeel
