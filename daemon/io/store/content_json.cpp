#include "io/store/content_json.hpp"

#include "io/store/json_values.hpp"

namespace evenkeel {

namespace {

using namespace json_values;
using json_values::of;  // beside those of this file

constexpr std::array<std::string_view, 6> partstats{"needs-action", "accepted",  "declined",
                                                    "tentative",    "delegated", "other"};
constexpr std::array<std::string_view, 4> details{"auto", "full", "time", "busy"};
constexpr std::array<std::string_view, 5> kinds{"routines", "duties", "findings", "deadlines", "home-base"};
constexpr std::array<std::string_view, 3> states{"active", "withdrawn", "deleted"};
constexpr std::array<std::string_view, 5> verbs{"create", "update", "remove", "mail", "post"};

Json of(const std::variant<DateSpan, ZonedSpan>& time) {
  if (const auto* dates = std::get_if<DateSpan>(&time)) {
    return {{"first", dates->first.time_since_epoch().count()},
            {"end", dates->end.time_since_epoch().count()}};
  }
  const auto& span = std::get<ZonedSpan>(time);
  Json json{{"start", span.start.time_since_epoch().count()}, {"end", span.end.time_since_epoch().count()}};
  if (span.zone != nullptr) {
    json["zone"] = span.zone->name();
    json["instants"] = of(Interval{span.zone->to_instant(span.start), span.zone->to_instant(span.end)});
  }
  return json;
}

Date date_of(const Json& json) {
  return Date(Days(json.get<std::int32_t>()));
}

LocalTime local_of(const Json& json) {
  return LocalTime(Seconds(json.get<std::int64_t>()));
}

std::variant<DateSpan, ZonedSpan> time_of(const Json& json, Zones& zones) {
  if (json.contains("first")) return DateSpan{date_of(json.at("first")), date_of(json.at("end"))};
  ZonedSpan span{local_of(json.at("start")), local_of(json.at("end")), nullptr};
  if (!json.contains("zone")) return span;
  const std::string name = text(json, "zone");
  span.zone = name == zones.utc().name() ? &zones.utc() : zones.named(name);
  if (span.zone == nullptr) {
    const Interval instants = interval_of(json.at("instants"));
    span = {LocalTime(instants.start.time_since_epoch()), LocalTime(instants.end.time_since_epoch()),
            &zones.utc()};
  }
  return span;
}

Json of(const AlarmTime& alarm) {
  if (const auto* before = std::get_if<Seconds>(&alarm)) return {{"before", before->count()}};
  return {{"at", of(std::get<Instant>(alarm))}};
}

AlarmTime alarm_of(const Json& json) {
  if (json.contains("before")) return Seconds(json.at("before").get<std::int64_t>());
  return instant_of(json.at("at"));
}

Json of(const Invitee& invitee) {
  return {{"address", invitee.address.str()},
          {"name", invitee.name},
          {"partstat", name_of(invitee.partstat, partstats)},
          {"client_agent", invitee.client_agent},
          {"listed", invitee.listed},
          {"detail", name_of(invitee.detail, details)}};
}

Invitee invitee_of(const Json& json) {
  Invitee invitee;
  invitee.address = Address(text(json, "address"));
  invitee.name = text(json, "name");
  invitee.partstat = named<PartStat>(json, "partstat", partstats);
  invitee.client_agent = value_or(json, "client_agent", false);
  invitee.listed = value_or(json, "listed", true);
  if (json.contains("detail")) invitee.detail = named<InviteDetail>(json, "detail", details);
  return invitee;
}

Json of(const EventContent& content) {
  return {{"title", content.title},
          {"description", content.description},
          {"location", content.location},
          {"time", of(content.time)},
          {"transparent", content.transparent},
          {"alarms", list(content.alarms, [](const AlarmTime& alarm) { return of(alarm); })},
          {"categories", content.categories},
          {"organizer", content.organizer},
          {"invitees", list(content.invitees, [](const Invitee& invitee) { return of(invitee); })}};
}

EventContent content_of(const Json& json, Zones& zones) {
  EventContent content;
  content.title = text(json, "title");
  content.description = text(json, "description");
  content.location = text(json, "location");
  content.time = time_of(json.at("time"), zones);
  content.transparent = value_or(json, "transparent", false);
  for (const Json& alarm : members(json, "alarms")) content.alarms.push_back(alarm_of(alarm));
  content.categories = value_or(json, "categories", std::vector<std::string>());
  content.organizer = text(json, "organizer");
  for (const Json& invitee : members(json, "invitees")) {
    content.invitees.push_back(invitee_of(invitee));
  }
  return content;
}

/// What people answered, and what is remembered of the kind.
void put_answers(Json& json, const PublicationRecord& record) {
  json.update({{"moved", record.moved},
               {"declined", record.declined},
               {"declined_slots", list(record.declined_slots, [](const Interval& slot) { return of(slot); })},
               {"note", record.note},
               {"seen", record.seen},
               {"person", record.person.str()},
               {"given_to", record.given_to.str()},
               {"declined_by", list(record.declined_by, [](const PersonId& who) { return who.str(); })},
               {"helper_agreed", record.helper_agreed},
               {"renamed", record.renamed},
               {"retransped", record.retransped},
               {"badness", record.badness},
               {"urgent", record.urgent},
               {"undelivered", list(record.undelivered, [](const Address& to) { return to.str(); })}});
  if (record.wished != Interval{}) json["wished"] = of(record.wished);
  if (record.edited) json["edited"] = of(*record.edited);
  if (record.told) json["told"] = of(*record.told);
  if (record.proposed) json["proposed"] = of(*record.proposed);
  if (record.put_back) json["put_back"] = of(*record.put_back);
  if (!record.sent.empty()) json["sent"] = list(record.sent, [](const Interval& time) { return of(time); });
  if (record.sent_sequence != 0) json["sent_sequence"] = record.sent_sequence;
  if (record.adopted) json["adopted"] = true;
  if (!record.told_title.empty()) json["told_title"] = record.told_title;
  if (!record.dropped.empty())
    json["dropped"] = list(record.dropped, [](const Address& to) { return to.str(); });
  for (const auto& [who, when] : record.answered) json["answered"][who.str()] = of(when);
}

void take_answers(const Json& json, PublicationRecord& record) {
  record.moved = value_or(json, "moved", false);
  record.declined = value_or(json, "declined", 0);
  for (const Json& slot : members(json, "declined_slots")) record.declined_slots.push_back(interval_of(slot));
  record.note = text(json, "note");
  record.seen = value_or(json, "seen", false);
  record.person = PersonId(text(json, "person"));
  record.given_to = PersonId(text(json, "given_to"));
  for (const Json& who : members(json, "declined_by")) record.declined_by.emplace(who.get<std::string>());
  record.helper_agreed = value_or(json, "helper_agreed", false);
  record.renamed = value_or(json, "renamed", false);
  record.retransped = value_or(json, "retransped", false);
  record.badness = number(json, "badness");
  record.urgent = value_or(json, "urgent", false);
  for (const Json& to : members(json, "undelivered")) record.undelivered.emplace_back(to.get<std::string>());
  if (json.contains("wished")) record.wished = interval_of(json.at("wished"));
  if (json.contains("edited")) record.edited = instant_of(json.at("edited"));
  if (json.contains("told")) record.told = interval_of(json.at("told"));
  if (json.contains("proposed")) record.proposed = interval_of(json.at("proposed"));
  if (json.contains("put_back")) record.put_back = instant_of(json.at("put_back"));
  for (const Json& time : members(json, "sent")) record.sent.push_back(interval_of(time));
  record.sent_sequence = value_or(json, "sent_sequence", 0);
  record.adopted = value_or(json, "adopted", false);
  if (json.contains("told_title")) record.told_title = text(json, "told_title");
  for (const Json& to : members(json, "dropped")) record.dropped.emplace_back(to.get<std::string>());
  if (!json.contains("answered")) return;
  for (const auto& [who, when] : json.at("answered").items()) {
    record.answered.emplace(PersonId(who), instant_of(when));
  }
}

Json of(const PublicationRecord& record) {
  Json json{{"calendar", record.calendar},
            {"key", record.key},
            {"generation", record.generation},
            {"kind", name_of(record.kind, kinds)},
            {"uid", record.uid.str()},
            {"href", record.href.str()},
            {"etag", record.etag.str()},
            {"sequence", record.sequence},
            {"state", name_of(record.state, states)},
            {"base", of(record.base)},
            {"time", of(record.time)},
            {"pushed", of(record.pushed)}};
  put_answers(json, record);
  return json;
}

PublicationRecord record_of(const Json& json, Zones& zones) {
  PublicationRecord record;
  record.calendar = text(json, "calendar");
  record.key = text(json, "key");
  record.generation = value_or(json, "generation", 0);
  record.kind = named<PublicationKind>(json, "kind", kinds);
  record.uid = Uid(text(json, "uid"));
  record.href = Href(text(json, "href"));
  record.etag = ETag(text(json, "etag"));
  record.sequence = value_or(json, "sequence", 0);
  record.state = named<RecordState>(json, "state", states);
  record.base = content_of(json.at("base"), zones);
  record.time = interval_of(json.at("time"));
  record.pushed = instant_of(json.at("pushed"));
  take_answers(json, record);
  return record;
}

OutboxEntry outbox_of(const Json& json, Zones& zones) {
  OutboxEntry entry;
  entry.verb = named<OutboxEntry::Verb>(json, "verb", verbs);
  entry.calendar = text(json, "calendar");
  entry.key = text(json, "key");
  entry.href = Href(text(json, "href"));
  entry.if_match = ETag(text(json, "if_match"));
  entry.recipient = text(json, "recipient");
  entry.dedup = text(json, "dedup");
  entry.reason = text(json, "reason");
  entry.after = record_of(json.at("after"), zones);
  entry.attempts = value_or(json, "attempts", 0);
  entry.not_before = optional_instant(json, "not_before");
  entry.last_error = text(json, "last_error");
  entry.maybe_sent = value_or(json, "maybe_sent", false);
  return entry;
}

}  // namespace

std::string record_json(const PublicationRecord& record) {
  return written(of(record));
}

Expected<PublicationRecord> record_of(std::string_view json, Zones& zones) {
  return reading<PublicationRecord>(json, [&](const Json& object) { return record_of(object, zones); });
}

std::string outbox_json(const OutboxEntry& entry) {
  Json json{{"verb", name_of(entry.verb, verbs)},
            {"calendar", entry.calendar},
            {"key", entry.key},
            {"href", entry.href.str()},
            {"if_match", entry.if_match.str()},
            {"recipient", entry.recipient},
            {"dedup", entry.dedup},
            {"reason", entry.reason},
            {"after", of(entry.after)},
            {"attempts", entry.attempts},
            {"last_error", entry.last_error}};
  if (entry.maybe_sent) json["maybe_sent"] = true;
  if (entry.not_before) json["not_before"] = of(*entry.not_before);
  return written(json);
}

Expected<OutboxEntry> outbox_of(std::string_view json, Zones& zones) {
  return reading<OutboxEntry>(json, [&](const Json& object) { return outbox_of(object, zones); });
}

}  // namespace evenkeel
