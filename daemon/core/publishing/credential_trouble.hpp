// A password or a sign-in that does not open its calendar any more, or will not for long, as people are told.
#pragma once

#include "core/time/instant.hpp"
#include "core/time/zone.hpp"
#include "core/words/source_name.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenkeel {

struct CredentialTrouble {
  enum class Kind : std::uint8_t {
    password_refused,  // one that the server took before
    sign_in_ended,     // revoked, expired, or nothing was given to renew it with
    sign_in_refused,   // it stands, but the provider or the server does not take it
    sign_in_ends,      // it will, by the provider's word
  };
  Kind kind{};
  SourceName name;  // of the source; of several that share a sign-in, the one to be signed in
  Instant since{};  // refused since; of what will end: worth telling since
  Instant until{};  // when it ends; of what is refused: when the source's copy does not count any more
  std::vector<SourceName> opens = {};  // the sources that it should open
  bool operator==(const CredentialTrouble&) const = default;
};

/// Whether this is why the source is not read.
[[nodiscard]] bool keeps_shut(const CredentialTrouble& trouble, const SourceName& source);

/// The same for as long as it is the same trouble. Key and texts name days alone, so that nothing is written
/// anew while it lasts.
[[nodiscard]] std::string credential_key(const CredentialTrouble& trouble, const Zone& zone);
/// "Sign in again: alex/work".
[[nodiscard]] std::string credential_title(const CredentialTrouble& trouble);
/// What it means, and the cure.
[[nodiscard]] std::string credential_text(const CredentialTrouble& trouble, const Zone& zone);

}  // namespace evenkeel
