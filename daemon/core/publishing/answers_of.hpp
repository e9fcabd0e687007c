// The records of a shared calendar as answers for the plans.
#pragma once

#include "core/household/snapshot.hpp"
#include "core/publishing/publication.hpp"

#include <span>

namespace evenkeel {

[[nodiscard]] Answers answers_of(std::span<const PublicationRecord> records);

}  // namespace evenkeel
