// What `doctor` found, and what it advises.
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/survey_sources.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace evenkeel {

/// Borrowed. `outcome` may be null: then nothing is said about what the calendars hold.
struct Examination {
  const Settings* settings = nullptr;
  std::vector<SourceSurvey> sources;
  std::vector<SinkSurvey> sinks;
  std::vector<ChannelSurvey> channels;
  Expected<void> instance_key;
  std::vector<SourceStatus> statuses;  // parallel to sources
  const Outcome* outcome = nullptr;
  Instant now{};
};

/// {"sources":[...],"sinks":[...],"partners":[...],"advice":[...]}; addresses of feeds and credentials are
/// not in it.
[[nodiscard]] nlohmann::ordered_json doctor_json(const Examination& examination);

/// The same for people, times in `zone`.
[[nodiscard]] std::string doctor_text(const nlohmann::ordered_json& found, const Zone& zone);

/// 0, or 3 when a source or sink cannot be used.
[[nodiscard]] int doctor_status(const Examination& examination);

}  // namespace evenkeel
