// An own event that stands on a calendar and is remembered nowhere becomes a record again.
#pragma once

#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

#include <string>

namespace evenkeel {

/// An event of ours that nobody knows what it is for: its record has this in front of its UID.
constexpr std::string_view orphan_prefix = "orphan/";
/// A second copy: this and its href.
constexpr std::string_view duplicate_prefix = "duplicate/";

/// The record of an event as found: what stands there is its base; `pushed` is the epoch until it was
/// reconciled once.
[[nodiscard]] PublicationRecord adopted_record(const OwnEvent& event, const std::string& calendar,
                                               const std::string& key, PublicationKind kind,
                                               const Zone& home);

/// Whether it was adopted and not reconciled yet.
[[nodiscard]] bool just_adopted(const PublicationRecord& record);

}  // namespace evenkeel
