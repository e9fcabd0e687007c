// Asks every source and sink what it says of itself; for `doctor`.
#pragma once

#include "app/cycle/cycle.hpp"
#include "core/dav/survey.hpp"

#include <vector>

namespace evenkeel {

struct SourceSurvey {
  SourceName name;
  dav::Surveyed found;
};

/// In configuration order. Stores nothing. A stop that is asked for leaves the rest as "was not asked".
[[nodiscard]] std::vector<SourceSurvey> survey_sources(const Parts& parts);

struct SinkSurvey {
  const SharedCalendar* calendar = nullptr;
  Expected<SinkAbilities> found;
};

/// The shared calendars, at the places that the surveys of their sources found.
[[nodiscard]] std::vector<SinkSurvey> survey_sinks(const Parts& parts,
                                                   const std::vector<SourceSurvey>& sources);

/// A way by which messages leave or arrive.
struct ChannelSurvey {
  std::string name;  // "mail", "mailbox", or the kind of a [[notify]] with an address of its own
  Expected<void> found;
};

/// Nothing is sent, nothing is read. One after the other, each for at most half a minute.
[[nodiscard]] std::vector<ChannelSurvey> survey_channels(const Parts& parts);

/// Whether there is an instance key, or may be a new one: without it nothing is published.
[[nodiscard]] Expected<void> survey_instance_key(const Parts& parts);

}  // namespace evenkeel
