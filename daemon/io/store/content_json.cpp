#include "io/store/content_json.hpp"

#include "io/store/json_values.hpp"

namespace evenkeel {

namespace {

using namespace json_values;
using json_values::of;  // beside those of this file

constexpr std::array<std::string_view, 6> partstats{"needs-action", "accepted",  "declined",
                                                    "tentative",    "delegated", "other"};
constexpr std::array<std::string_view, 5> kinds{"routines", "duties", "findings", "deadlines", "home-base"};
constexpr std::array<std::string_view, 3> states{"active", "withdrawn", "deleted"};
constexpr std::array<std::string_view, 4> verbs{"create", "update", "remove", "mail"};

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
          {"client_agent", invitee.client_agent}};
}

Invitee invitee_of(const Json& json) {
  return {Address(text(json, "address")), text(json, "name"), named<PartStat>(json, "partstat", partstats),
          value_or(json, "client_agent", false)};
}

Json of(const EventContent& content) {
  Json json{{"title", content.title},         {"description", content.description},
            {"time", of(content.time)},       {"transparent", content.transparent},
            {"alarms", Json::array()},        {"categories", content.categories},
            {"organizer", content.organizer}, {"invitees", Json::array()}};
  for (const AlarmTime& alarm : content.alarms) json["alarms"].push_back(of(alarm));
  for (const Invitee& invitee : content.invitees) json["invitees"].push_back(of(invitee));
  return json;
}

EventContent content_of(const Json& json, Zones& zones) {
  EventContent content;
  content.title = text(json, "title");
  content.description = text(json, "description");
  content.time = time_of(json.at("time"), zones);
  content.transparent = value_or(json, "transparent", false);
  for (const Json& alarm : value_or(json, "alarms", Json::array())) content.alarms.push_back(alarm_of(alarm));
  content.categories = value_or(json, "categories", std::vector<std::string>());
  content.organizer = text(json, "organizer");
  for (const Json& invitee : value_or(json, "invitees", Json::array())) {
    content.invitees.push_back(invitee_of(invitee));
  }
  return content;
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
            {"pushed", of(record.pushed)},
            {"moved", record.moved},
            {"declined", record.declined},
            {"declined_slots", Json::array()},
            {"note", record.note}};
  for (const Interval& slot : record.declined_slots) json["declined_slots"].push_back(of(slot));
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
  record.moved = value_or(json, "moved", false);
  record.declined = value_or(json, "declined", 0);
  for (const Json& slot : value_or(json, "declined_slots", Json::array())) {
    record.declined_slots.push_back(interval_of(slot));
  }
  record.note = text(json, "note");
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
  return entry;
}

dav::SyncState sync_state_of(const Json& json) {
  dav::SyncState state;
  state.collection = text(json, "collection");
  state.token = SyncToken(text(json, "token"));
  state.ctag = text(json, "ctag");
  state.etag = ETag(text(json, "etag"));
  state.last_modified = text(json, "last_modified");
  state.last_full = optional_instant(json, "last_full");
  state.held_since = optional_instant(json, "held_since");
  for (const std::string& href : value_or(json, "held", std::vector<std::string>()))
    state.held.emplace_back(href);
  return state;
}

}  // namespace

std::string sync_state_json(const dav::SyncState& state) {
  Json json{
      {"collection", state.collection}, {"token", state.token.str()},           {"ctag", state.ctag},
      {"etag", state.etag.str()},       {"last_modified", state.last_modified}, {"held", Json::array()}};
  if (state.last_full) json["last_full"] = of(*state.last_full);
  if (state.held_since) json["held_since"] = of(*state.held_since);
  for (const Href& href : state.held) json["held"].push_back(href.str());
  return written(json);
}

Expected<dav::SyncState> sync_state_of(std::string_view json) {
  return reading<dav::SyncState>(json, [](const Json& object) { return sync_state_of(object); });
}

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
  if (entry.not_before) json["not_before"] = of(*entry.not_before);
  return written(json);
}

Expected<OutboxEntry> outbox_of(std::string_view json, Zones& zones) {
  return reading<OutboxEntry>(json, [&](const Json& object) { return outbox_of(object, zones); });
}

}  // namespace evenkeel
