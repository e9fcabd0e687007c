#include "core/publishing/credential_trouble.hpp"

#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

using Kind = CredentialTrouble::Kind;

bool is_ahead(const CredentialTrouble& trouble) {
  return trouble.kind == Kind::sign_in_ends;
}

std::string what_happened(const CredentialTrouble& trouble, const Zone& zone) {
  const std::string name = trouble.name.str();
  const std::string day = day_text(zone.date_of(is_ahead(trouble) ? trouble.until : trouble.since));
  switch (trouble.kind) {
    case Kind::password_refused:
      return fmt::format("The server of {} has refused its password since {}; it took it before.", name, day);
    case Kind::sign_in_ended:
      return fmt::format("The sign-in of {} ended on {}.", name, day);
    case Kind::sign_in_refused:
      return fmt::format("The sign-in of {} has not been taken since {}.", name, day);
    case Kind::sign_in_ends:
      return fmt::format("The sign-in of {} ends on {}.", name, day);
  }
  return name;
}

std::string cure(const CredentialTrouble& trouble) {
  const std::string name = trouble.name.str();
  switch (trouble.kind) {
    case Kind::password_refused:
      return fmt::format(
          "If it was changed, put the new one where the configuration of {} says; `evenkeel doctor` shows "
          "whether it is taken.",
          name);
    case Kind::sign_in_refused:
      return fmt::format("`evenkeel status` says why. What mostly helps: evenkeel auth {}", name);
    case Kind::sign_in_ended:
    case Kind::sign_in_ends:
      return "Sign in again: evenkeel auth " + name;
  }
  return {};
}

}  // namespace

bool keeps_shut(const CredentialTrouble& trouble, const SourceName& source) {
  return !is_ahead(trouble) && std::ranges::find(trouble.opens, source) != trouble.opens.end();
}

std::string credential_key(const CredentialTrouble& trouble, const Zone& zone) {
  return fmt::format("{}/{}/{}", is_ahead(trouble) ? "sign-in-ends" : "refused", trouble.name.str(),
                     iso_date(zone.date_of(is_ahead(trouble) ? trouble.until : trouble.since)));
}

std::string credential_title(const CredentialTrouble& trouble) {
  const bool password = trouble.kind == Kind::password_refused;
  return (password ? "Password refused: " : "Sign in again: ") + trouble.name.str();
}

std::string credential_text(const CredentialTrouble& trouble, const Zone& zone) {
  const std::string then =
      is_ahead(trouble) ? std::string(" From then on nothing new is read.")
                        : fmt::format(" Nothing new is read; after {} what is here is no longer counted.",
                                      day_text(zone.date_of(trouble.until)));
  return what_happened(trouble, zone) + then + "\n" + cure(trouble) + "\n";
}

}  // namespace evenkeel
