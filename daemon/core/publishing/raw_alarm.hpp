// Alarms of a stored event, told apart by when they go off.
#pragma once

#include "core/publishing/publication.hpp"
#include "core/publishing/raw_event.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// When a VALARM goes off, in one spelling: seconds after the start or end, or an instant. Of what cannot be
/// read, the value as it stands.
[[nodiscard]] std::string trigger_of(const RawPart& alarm);
/// The same of an alarm that we write.
[[nodiscard]] std::string trigger_of(const AlarmTime& alarm);

[[nodiscard]] bool is_alarm(const RawPart& part);

/// Sorted, each as often as it stands there.
[[nodiscard]] std::vector<std::string> triggers_of(const RawEvent& event);

/// Whether it looks like one that we wrote into an event of this title: shown, with the title as its text.
[[nodiscard]] bool looks_like_ours(const RawPart& alarm, std::string_view title);

}  // namespace evenkeel
