// What a household has configured (CONTRACT section 2), as plain values: read by io/settings, used
// everywhere. Every default stands here. Zones are resolved; regular expressions and files are not.
#pragma once

#include "core/calendar/event_time.hpp"
#include "core/time/instant.hpp"
#include "core/time/zone.hpp"
#include "core/words/source_name.hpp"
#include "core/words/strong.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

/// A range of times of day as offsets from local midnight; end > start; past midnight: end > 24 h.
struct DayRange {
  Seconds start{0};
  Seconds end{0};
  bool operator==(const DayRange&) const = default;
};
using DayRanges = std::vector<DayRange>;  // in the order written

/// Ranges by weekday; index 0 = Monday.
struct WeekRanges {
  std::array<DayRanges, 7> days;
  [[nodiscard]] const DayRanges& on(Date d) const {
    return days[std::chrono::weekday(std::chrono::sys_days(d.time_since_epoch())).iso_encoding() - 1];
  }
  bool operator==(const WeekRanges&) const = default;
};

enum class Disclose : std::uint8_t { busy, kind, title, full };
enum class InviteDetail : std::uint8_t { automatic, full, time, busy };

/// Where a secret comes from; read by io/system only when needed.
struct CredentialRef {
  std::string name;
};
struct SecretFile {
  std::string path;
};
struct SecretCommand {
  std::vector<std::string> argv;
};
using SecretRef = std::variant<std::monostate, CredentialRef, SecretFile, SecretCommand>;

struct OAuthSettings {
  std::string provider, client_id, authorize_url, token_url, scope;
  SecretRef client_secret;
};

enum class SourceKind : std::uint8_t { caldav, ics, vdir };

struct SourceSettings {
  SourceName name;
  SourceKind kind = SourceKind::vdir;
  std::string url;       // vdir and file: an absolute path
  std::string calendar;  // display name to pick
  std::string user;
  SecretRef password;
  std::optional<OAuthSettings> oauth;
  Seconds poll{std::chrono::minutes(10)};
  Seconds stale_after{Days(1)};
  Seconds forget_after{Days(14)};
  std::optional<Date> from, until;  // both included
  std::string ca_file;
  std::optional<Disclose> disclose;
  bool private_as_others = false;
  bool work = true;  // false for household and helper calendars
};

/// DATE, civil time in the partner's zone, or an instant.
using Due = std::variant<Date, LocalTime, Instant>;

/// `lead`: whole days count dates, anything else is exact (CONTRACT section 2, Durations).
struct Lead {
  Seconds length{Days(14)};
  [[nodiscard]] bool whole_days() const { return length % Days(1) == Seconds{0}; }
};

struct TomlDeadline {
  std::string id;
  std::string title;
  Due due;
  std::optional<Due> start;
  Lead lead;
  Seconds effort{Hours(4)};
  std::optional<int> progress;
  std::vector<Due> alternatives;
};

struct Partner {
  PersonId id;
  std::string name;
  Address email;
  std::vector<Address> aliases;
  const Zone* zone = nullptr;
  WeekRanges working_hours;  // default mon-fri 09:00-17:00
  Seconds after_hours_allowance{Hours(3)};
  bool fixed_hours = false;
  Disclose disclose = Disclose::busy;
  InviteDetail invite_detail = InviteDetail::automatic;
  std::vector<SourceSettings> calendars;
  std::vector<TomlDeadline> deadlines;
};

struct Helper {
  PersonId id;
  std::string name;
  std::optional<Address> email;
  WeekRanges available;
  Seconds notice{Days(2)};
  std::vector<SourceSettings> calendars;
};

/// Events of a household calendar whose SUMMARY matches (`on`, `except`, household.pause).
struct CalendarMatch {
  std::string calendar;
  std::string match;  // PCRE2
};

enum class Audience : std::uint8_t { couple, family };
enum class InviteChannel : std::uint8_t { automatic, email, none };
enum class PublicationKind : std::uint8_t { routines, duties, findings, deadlines, home_base };

struct SharedCalendar {
  std::string name = "shared";
  Audience audience = Audience::couple;
  SourceSettings connection;  // kind caldav or vdir; also the household source of this name
  Address organizer;
  std::string organizer_text;  // as configured
  InviteChannel invite = InviteChannel::automatic;
  std::vector<PublicationKind> publish;  // default by audience
  Seconds ahead{Days(21)};
};

enum class Attention : std::uint8_t { full, present };

struct Coverage {
  std::string id;
  std::string title;
  DayRanges time;
  std::string rrule;  // empty: none
  std::vector<CalendarMatch> on;
  Date start{};  // default 2024-01-01
  std::vector<CalendarMatch> except;
  std::map<PersonId, Seconds> travel;  // who is not in it: default_travel
  Seconds default_travel{0};
  Attention attention = Attention::full;
  std::vector<PersonId> who;  // default both partners; partners first, then helpers, in configuration order
  std::array<std::optional<PersonId>, 7> usual;  // index 0 = Monday
  int points = 1;
  bool invite = false;
};

enum class Period : std::uint8_t { week, month, quarter, year, rrule };

/// `prefer`: a time of day, for common ones with a weekday (0 = Monday).
struct Preference {
  std::optional<int> weekday;
  Seconds time{0};
};

struct AgendaSection {
  std::string name;  // "wins" ...; or
  std::string file;  // the path of a text file
};

struct Routine {
  std::string id;
  std::string title;
  std::vector<PersonId> with;
  Period every = Period::week;
  std::string rrule;  // for Period::rrule
  Seconds duration{Minutes(30)};
  WeekRanges windows;
  bool working_hours = false;  // `windows` are the partner's: none were given
  std::optional<Preference> prefer;
  std::vector<AgendaSection> agenda;
  bool protected_ = true;
  std::vector<Seconds> remind{Minutes(15)};
  [[nodiscard]] bool common() const { return with.size() == 2; }
};

struct Protect {
  std::string id;
  std::string title;
  std::vector<PersonId> who;
  WeekRanges time;
};

/// Names of kinds (DESIGN section 5).
enum class Kind : std::uint8_t {
  meeting,
  focus,
  travel,
  leave,
  deadline,
  milestone,
  learning,
  remote_day,
  school,
  duty,
  check_in,
  other
};
enum class Presence : std::uint8_t { free, remote, onsite, away };

struct RuleMatch {
  std::optional<std::string> summary, category, location, organizer;  // PCRE2
  std::optional<std::string> partner, calendar;
  std::optional<bool> all_day;
  std::optional<Seconds> min_duration;
};

struct Rule {
  RuleMatch match;
  std::optional<Kind> kind;
  std::optional<Presence> presence;
  std::optional<Seconds> effort;
  std::optional<Lead> lead;
  std::optional<bool> ignore;
};

struct Career {
  Date from{};
  bool lead_model = false;  // false: equal
  PersonId lead;
  int share_percent = 35;  // of the leading partner
};

struct Alerts {
  Seconds notice{Days(1)};
  double crunch_load = 0.7;
  std::string min_severity = "warning";
  int max_findings = 5;
  std::vector<std::string> mute;
  DayRange quiet{Hours(21), Hours(31)};
  int per_day = 2;
};

struct Notify {
  std::string kind;  // email | ntfy | webhook
  std::vector<PersonId> to;
  std::string url;
  int digest_weekday = 6;  // 0 = Monday
  Seconds digest_time{Hours(18)};
};

struct Mail {
  std::string smtp;
  std::string user;
  SecretRef password;
  std::string from;
  std::string imap;
  std::string ca_file;
};

struct Pilot {
  std::string title;
  PersonId partner;
  Date from{}, to{};
};

struct Settings {
  std::string file;  // the configuration file's path
  std::string household_id;
  std::string household_name;
  const Zone* zone = nullptr;
  std::vector<CalendarMatch> pause;
  Days horizon{26 * 7};
  Days history{13 * 7};
  Seconds poll{std::chrono::minutes(10)};
  std::string state;  // directory
  std::optional<SecretRef> instance_key;
  std::array<Partner, 2> partners;
  std::vector<SourceSettings> household_calendars;  // without the shared ones, which follow after them
  std::vector<Helper> helpers;
  std::vector<SharedCalendar> shared;
  std::vector<Coverage> coverages;
  std::vector<Routine> routines;
  std::vector<Protect> protects;
  std::vector<Rule> rules;
  std::vector<Career> careers;
  Alerts alerts;
  std::vector<Notify> notify;
  std::optional<Mail> mail;
  std::vector<SourceSettings> opportunities;
  std::vector<Pilot> pilots;
  std::string metrics_file;
  std::string web_listen;
};

}  // namespace evenkeel
