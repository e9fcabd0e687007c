#pragma once

#include "core/dav/pull.hpp"
#include "core/dav/survey.hpp"
#include "core/household/settings.hpp"
#include "core/time/instant.hpp"

#include <memory>

namespace evenkeel {

/// One calendar that can be pulled, and only pulled: there is no way to write through it.
class Source {
 public:
  virtual ~Source() = default;
  [[nodiscard]] virtual const SourceSettings& settings() const = 0;
  /// Local sources (vdir, files) answer without the network.
  [[nodiscard]] virtual bool local() const = 0;
  /// A new pull from `state` on. `known` is what is stored. `accept_deletions`: a person let a mass
  /// removal through (DESIGN section 4).
  [[nodiscard]] virtual std::unique_ptr<dav::Pull> pull(dav::SyncState state, dav::KnownHere known,
                                                        Instant now, bool accept_deletions) = 0;
  /// What it says of itself, for `doctor`; nothing is stored.
  [[nodiscard]] virtual std::unique_ptr<dav::Survey> survey(Instant now) {
    return dav::survey_by_pull(pull({}, {}, now, false));
  }
};

}  // namespace evenkeel
