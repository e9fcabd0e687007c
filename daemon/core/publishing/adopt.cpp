#include "core/publishing/adopt.hpp"

#include "core/publishing/same.hpp"

namespace evenkeel {

PublicationRecord adopted_record(const OwnEvent& event, const std::string& calendar, const std::string& key,
                                 PublicationKind kind, const Zone& home) {
  PublicationRecord record;
  record.calendar = calendar;
  record.key = key;
  record.kind = kind;
  record.uid = event.uid;
  record.href = event.href;
  record.etag = event.etag;
  record.sequence = event.sequence;
  record.base.title = event.title;
  record.base.description = event.description;
  record.base.location = event.location;
  record.base.time = civil_time(event.time, home);
  record.base.transparent = event.transparent;
  record.base.categories = event.categories;
  record.time = placed(event.time, home);
  record.seen = true;
  record.adopted = true;
  return record;
}

bool just_adopted(const PublicationRecord& record) {
  return record.pushed == Instant{};
}

}  // namespace evenkeel
