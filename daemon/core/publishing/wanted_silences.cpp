#include "core/publishing/silence.hpp"
#include "core/publishing/standing_alert.hpp"
#include "core/publishing/wanted_kinds.hpp"

namespace evenkeel {

std::vector<Publication> wanted_silences(const PublishingInput& input) {
  const Zone& zone = *input.settings.zone;
  std::vector<Publication> result;
  for (const SilentSource& source : input.silent) {
    want_standing(
        {.key = silence_key(source, zone),
         .title = "No answer from " + source.name.str(),
         .text = silence_text(source, zone) + "\n`evenkeel status` says why, `evenkeel doctor` what to do.\n",
         .since = source.stale,
         .until = source.forgotten},
        input, result);
  }
  return result;
}

}  // namespace evenkeel
