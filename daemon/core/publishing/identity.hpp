// Whose event it is can be seen by its UID alone (DESIGN section 8, "Own").
#pragma once

#include "core/household/snapshot.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;  // openssl/evp.h

namespace evenkeel {

/// Makes and recognises the UIDs of one household. With instance key k:
///   id  = HMAC-SHA256(k, household.id "|" publication key "|" generation), first 16 hex digits
///   UID = id "-" HMAC-SHA256(k, id), first 16 hex digits "@evenkeel"
class Identity {
 public:
  Identity(const Secret& instance_key, std::string household_id);

  [[nodiscard]] Uid uid(std::string_view publication_key, int generation) const;
  /// The part of the UID before the `@`, and ".ics".
  [[nodiscard]] static Href href(const Uid& uid);
  /// Whether this instance key made it. Nobody without the key can make one.
  [[nodiscard]] bool is_own(const Uid& uid) const;

 private:
  [[nodiscard]] std::string short_hmac(std::string_view text) const;

  std::shared_ptr<evp_mac_ctx_st> mac_;  // laid out for the key; begun anew with every text
  std::string household_id_;
};

/// Whether any object here has a UID in `@evenkeel`, ours or not.
[[nodiscard]] bool has_evenkeel_objects(std::span<const SourceSnapshot> shared);

/// A new instance key may be made only where no evenkeel event stands yet: with another key they would all
/// be published a second time. refused, with how to go on, else.
[[nodiscard]] Expected<void> may_make_instance_key(std::span<const SourceSnapshot> shared);

}  // namespace evenkeel
