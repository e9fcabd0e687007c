// Publications and outbox entries as the JSON of their columns: what is kept whole and never queried by its
// parts. Reading is tolerant of missing members (their default counts), so that an older form is read too;
// everything else that does not fit is invalid_data.
#pragma once

#include "core/publishing/publication.hpp"
#include "core/time/zones.hpp"
#include "core/words/error.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

/// Zones are written by name, and the instants beside the civil times: where a zone is not known any more,
/// the same instants come back in UTC.
[[nodiscard]] std::string record_json(const PublicationRecord& record);
[[nodiscard]] Expected<PublicationRecord> record_of(std::string_view json, Zones& zones);

/// All but `id` and `body`, which are columns.
[[nodiscard]] std::string outbox_json(const OutboxEntry& entry);
[[nodiscard]] Expected<OutboxEntry> outbox_of(std::string_view json, Zones& zones);

}  // namespace evenkeel
