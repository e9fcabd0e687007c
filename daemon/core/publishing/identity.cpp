#include "core/publishing/identity.hpp"

#include "core/words/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace evenkeel {
namespace {

constexpr std::size_t digits = 16;
constexpr std::string_view domain = "@evenkeel";

/// The first 16 hexadecimal digits of HMAC-SHA256 (RFC 2104).
std::string short_hmac(const Secret& key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.reveal().data(), static_cast<int>(key.reveal().size()), bytes, text.size(),
           digest.data(), &length) == nullptr ||
      length < digits / 2) {
    throw std::runtime_error("HMAC-SHA256 is not available");
  }
  return hexadecimal(std::span(digest).first(digits / 2));
}

}  // namespace

Identity::Identity(Secret instance_key, std::string household_id)
    : key_(std::move(instance_key)), household_id_(std::move(household_id)) {
  if (key_.empty()) throw std::invalid_argument("an identity needs an instance key");
}

Uid Identity::uid(std::string_view publication_key, int generation) const {
  std::string text = household_id_;
  text.append("|").append(publication_key).append("|").append(std::to_string(generation));
  const std::string id = short_hmac(key_, text);
  return Uid(id + "-" + short_hmac(key_, id) + std::string(domain));
}

Href Identity::href(const Uid& uid) {
  return Href(uid.str().substr(0, uid.str().find('@')) + ".ics");
}

bool Identity::is_own(const Uid& uid) const {
  const std::string& text = uid.str();
  if (text.size() != digits + 1 + digits + domain.size() || text[digits] != '-' || !text.ends_with(domain)) {
    return false;
  }
  const std::string proof = short_hmac(key_, std::string_view(text).substr(0, digits));
  return CRYPTO_memcmp(proof.data(), text.data() + digits + 1, digits) == 0;
}

bool has_evenkeel_objects(std::span<const SourceSnapshot> shared) {
  return std::ranges::any_of(shared, [](const SourceSnapshot& source) {
    return std::ranges::any_of(
        source.objects, [](const StoredObject& stored) { return stored.object.uid.str().ends_with(domain); });
  });
}

Expected<void> may_make_instance_key(std::span<const SourceSnapshot> shared) {
  if (!has_evenkeel_objects(shared)) return {};
  return fail(ErrorKind::refused,
              "the instance key is missing, but events of evenkeel stand on a shared calendar; nothing is "
              "published. Put the key back (the credential instance-key, or instance.key in the state "
              "directory), or delete those events to begin anew with a new key");
}

}  // namespace evenkeel
