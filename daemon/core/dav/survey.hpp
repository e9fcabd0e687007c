// What a calendar's server says of itself when a person asks (`doctor`): machines without I/O, as pulls are,
// that store nothing.
#pragma once

#include "core/dav/caldav_pull.hpp"
#include "core/dav/pull.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel::dav {

struct SurveyedCalendar {
  std::string name;  // its display name, else the last part of its address
  bool chosen = false;
  bool writable = false;  // by what the server says of our privileges (RFC 3744); false where it says nothing
  bool operator==(const SurveyedCalendar&) const = default;
};

struct Surveyed {
  Expected<void> reachable = fail(ErrorKind::transient, "was not asked");
  std::string identity;  // who the server says we are: addresses, else the principal's name or path
  std::vector<std::string> offers;  // "sync-collection", "CTag", "scheduling", "ETag", "Last-Modified"
  std::vector<SurveyedCalendar> calendars;  // CalDAV: of the account, as far as had to be looked
  std::string collection;                   // CalDAV: absolute URL of the one chosen; not for people
  std::size_t resources = 0;                // files, or what a feed holds
};

/// Ends with PullDone like a pull; its effects parse and commit nothing.
class Survey : public Pull {
 public:
  [[nodiscard]] virtual const Surveyed& surveyed() const = 0;
};

/// Discovery (RFC 6764), then what the principal and the collection say of themselves.
[[nodiscard]] std::unique_ptr<Survey> caldav_survey(CaldavTarget target, Instant now);

/// By a pull from nothing, of which only the outcome is kept: feeds, files and directories.
[[nodiscard]] std::unique_ptr<Survey> survey_by_pull(std::unique_ptr<Pull> pull);

}  // namespace evenkeel::dav
