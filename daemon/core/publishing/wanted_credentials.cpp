#include "core/publishing/standing_alert.hpp"
#include "core/publishing/wanted_kinds.hpp"

namespace evenkeel {

std::vector<Publication> wanted_credentials(const PublishingInput& input) {
  const Zone& zone = *input.settings.zone;
  std::vector<Publication> result;
  for (const CredentialTrouble& trouble : input.credentials) {
    want_standing({.key = credential_key(trouble, zone),
                   .title = credential_title(trouble),
                   .text = credential_text(trouble, zone),
                   .since = trouble.since,
                   .until = trouble.until},
                  input, result);
  }
  return result;
}

}  // namespace evenkeel
