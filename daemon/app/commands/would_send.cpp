#include "app/commands/would_send.hpp"

#include "core/mail/transfer_encoding.hpp"
#include "core/publishing/message_form.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <sstream>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;
using Verb = OutboxEntry::Verb;

std::string_view verb_name(Verb verb) {
  switch (verb) {
    case Verb::create:
      return "create";
    case Verb::update:
      return "update";
    case Verb::remove:
      return "delete";
    case Verb::mail:
      return "mail";
    case Verb::post:
      return "post";
  }
  return "update";
}

bool is_event(const OutboxEntry& entry) {
  return entry.verb != Verb::mail && entry.verb != Verb::post;
}

/// What a message says it is about, in the form of each channel.
std::string posted_subject(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  for (const char* key : {"title", "subject"}) {
    if (json.is_object() && json.contains(key) && json[key].is_string()) return json[key];
  }
  return {};
}

std::string title_of(const OutboxEntry& entry) {
  if (entry.verb == Verb::mail) return subject_of(entry.body);
  if (entry.verb == Verb::post) return posted_subject(entry.body);
  return entry.after.base.title;
}

Interval placed(const ZonedSpan& span) {
  return {span.zone->to_instant(span.start), span.zone->to_instant(span.end)};
}

/// Of an event, or of what an invitation is about; a message has none.
std::string time_text(const OutboxEntry& entry, const Zone& zone) {
  if (is_notice(entry)) return {};
  if (!is_event(entry)) return span_text(entry.after.time, zone);
  const auto* dates = std::get_if<DateSpan>(&entry.after.base.time);
  if (dates == nullptr) return span_text(placed(std::get<ZonedSpan>(entry.after.base.time)), zone);
  const Date last = dates->end - Days(1);
  return day_text(dates->first) + (last > dates->first ? " – " + day_text(last) : std::string());
}

/// One word of a header: an encoded one (RFC 2047 2) decoded.
std::string decoded_word(std::string_view word, bool& encoded) {
  encoded = word.starts_with("=?") && word.ends_with("?=");
  if (!encoded) return std::string(word);
  const auto charset = word.find('?', 2);
  const auto encoding = charset == std::string_view::npos ? charset : word.find('?', charset + 1);
  if (encoding == std::string_view::npos || encoding + 3 > word.size()) return std::string(word);
  const std::string_view text = word.substr(encoding + 1, word.size() - encoding - 3);
  const bool base64 = word.substr(charset + 1, encoding - charset - 1) == "B";
  return base64 ? mail::decoded("base64", text) : std::string(text);
}

}  // namespace

std::string subject_of(std::string_view mail) {
  constexpr std::string_view name = "\r\nSubject: ";
  const std::string_view head = mail.substr(0, mail.find("\r\n\r\n"));
  const auto begin = head.find(name);
  if (begin == std::string_view::npos) return {};
  std::string_view value = head.substr(begin + name.size());
  std::size_t end = value.find("\r\n");
  while (end != std::string_view::npos && value.substr(end + 2).starts_with(' '))
    end = value.find("\r\n", end + 2);
  std::istringstream words{std::string(value.substr(0, end))};
  std::string subject;
  std::string word;
  bool before = false;
  for (bool first = true; words >> word; first = false) {
    bool encoded = false;
    const std::string text = decoded_word(word, encoded);
    // Blanks between two encoded words only fold the line (RFC 2047 6.2).
    subject += (first || (before && encoded) ? "" : " ") + text;
    before = encoded;
  }
  return subject;
}

Json would_send_json(const OutboxEntry& entry) {
  Json json{{"verb", std::string(verb_name(entry.verb))},
            {"calendar", entry.calendar},
            {"recipient", entry.verb == Verb::mail ? Json(entry.recipient) : Json(nullptr)},
            {"key", entry.key},
            {"title", title_of(entry)}};
  const auto* dates = std::get_if<DateSpan>(&entry.after.base.time);
  const auto* zoned = std::get_if<ZonedSpan>(&entry.after.base.time);
  const bool all_day = is_event(entry) && dates != nullptr;
  json["start"] = nullptr;
  json["end"] = nullptr;
  if (all_day) {
    json["start"] = iso_date(dates->first);
    json["end"] = iso_date(dates->end);
  } else if (!is_notice(entry)) {
    const Interval time = is_event(entry) && zoned != nullptr ? placed(*zoned) : entry.after.time;
    json["start"] = rfc3339(time.start);
    json["end"] = rfc3339(time.end);
  }
  json["all_day"] = all_day;
  json["reason"] = entry.reason;
  return json;
}

std::string would_send_text(const OutboxEntry& entry, const Zone& zone) {
  const std::string to = entry.verb == Verb::mail   ? entry.recipient
                         : entry.verb == Verb::post ? std::string(channel_of_key(entry.key))
                                                    : entry.calendar;
  const std::string when = time_text(entry, zone);
  return fmt::format("{:<7} {:<10} \"{}\"{}  {}  ({})", verb_name(entry.verb), to, title_of(entry),
                     when.empty() ? "" : " " + when, entry.key, entry.reason);
}

}  // namespace evenkeel
