// [[shared]], where evenkeel publishes; [shared] is the same as a single one.
#include "io/settings/convert.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/same_calendar.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/source.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

using enum PublicationKind;
const OneOf<PublicationKind> kPublications{{{"routines", routines},
                                            {"duties", duties},
                                            {"findings", findings},
                                            {"deadlines", deadlines},
                                            {"home-base", home_base}}};

bool is_taken(const std::string& name, const Settings& settings) {
  return std::ranges::any_of(settings.household_calendars,
                             [&](const auto& c) { return c.name.name == name; }) ||
         std::ranges::any_of(settings.shared, [&](const auto& c) { return c.name == name; });
}

/// The shared calendar is a household source of the same name, so its name is one of theirs.
void read_name(Section& section, SharedCalendar& shared) {
  section.read("name", shared.name, loose_id);
  if (is_taken(shared.name, section.reader().settings)) {
    section.error("name", "another calendar of the household is called \"" + shared.name +
                              "\" too; expected a name of its own");
  }
  shared.connection.name = {"household", shared.name};
}

void read_audience(Section& section, SharedCalendar& shared) {
  section.read("audience", shared.audience,
               OneOf<Audience>{{{"couple", Audience::couple}, {"family", Audience::family}}});
  shared.publish = shared.audience == Audience::family
                       ? std::vector{duties, home_base}
                       : std::vector{routines, duties, findings, deadlines, home_base};
  section.read("publish", shared.publish, list_of<PublicationKind>(kPublications));
  const bool findings_to_family = shared.audience == Audience::family &&
                                  std::ranges::find(shared.publish, findings) != shared.publish.end();
  if (findings_to_family) section.warn("publish", "findings never go to a calendar of audience \"family\"");
}

/// An organizer is invited to nothing and declines nothing (RFC 6638 3.2.2): it only shows once somebody
/// waits for an invitation.
void warn_of_own_address(Section& section, const Address& organizer) {
  const Settings& settings = section.reader().settings;
  const auto is_of = [&](const auto& person) { return person.email == organizer; };
  const bool partner = std::ranges::any_of(settings.partners, [&](const Partner& p) {
    return is_of(p) || std::ranges::find(p.aliases, organizer) != p.aliases.end();
  });
  if (organizer.empty() || (!partner && std::ranges::none_of(settings.helpers, is_of))) return;
  section.warn("organizer",
               "this is the address of one who is invited: as organizer they get no invitation and cannot "
               "decline; expected an address of its own");
}

void read_organizer(Section& section, SharedCalendar& shared) {
  if (section.read("organizer", shared.organizer, address)) {
    section.read("organizer", shared.organizer_text, text);
    warn_of_own_address(section, shared.organizer);
  }
  section.read("invite", shared.invite,
               OneOf<InviteChannel>{{{"auto", InviteChannel::automatic},
                                     {"email", InviteChannel::email},
                                     {"none", InviteChannel::none}}});
}

/// Those that were read before a shared one, with other shared ones.
std::vector<const SourceSettings*> calendars_before(const Settings& settings) {
  std::vector<const SourceSettings*> all;
  const auto add = [&](const std::vector<SourceSettings>& some) {
    for (const SourceSettings& source : some) all.push_back(&source);
  };
  add(settings.household_calendars);
  for (const Partner& partner : settings.partners) add(partner.calendars);
  for (const Helper& helper : settings.helpers) add(helper.calendars);
  for (const SharedCalendar& shared : settings.shared) all.push_back(&shared.connection);
  return all;
}

/// What is read is never written to (DESIGN section 2); and in one calendar two [[shared]] would undo each
/// other's work.
void check_its_own(Section& section, const SharedCalendar& shared) {
  for (const SourceSettings* other : calendars_before(section.reader().settings)) {
    if (!same_calendar(*other, shared.connection)) continue;
    section.error("url", "evenkeel writes here, and this is the calendar " + other->name.str() +
                             " too; expected one of its own");
  }
}

SharedCalendar read_one(Section& section) {
  SharedCalendar shared;
  shared.connection.work = false;
  read_name(section, shared);
  read_connection(section, shared.connection);
  read_audience(section, shared);
  read_organizer(section, shared);
  section.read("ahead", shared.ahead, duration);
  check_its_own(section, shared);
  if (shared.connection.kind == SourceKind::ics) {
    section.error("kind", "an ICS feed can't be written; expected \"caldav\" or \"vdir\"");
  }
  return shared;
}

}  // namespace

void read_shared(Section& root) {
  Reader& reader = root.reader();
  const auto tables = tables_of(root, "shared", true);
  for (const Value* value : tables) {
    Section section(*value, "shared", reader);
    SharedCalendar shared = read_one(section);
    section.finish();
    reader.settings.shared.push_back(std::move(shared));
  }
  if (!tables.empty() && reader.settings.household_id.empty()) {
    reader.error(
        tables.front()->at,
        "household.id is missing; expected one with [[shared]]: it is part of every published event");
  }
}

}  // namespace evenkeel::settings
