#include "core/publishing/identity.hpp"

#include "core/words/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace evenkeel {
namespace {

constexpr std::size_t digits = 16;
constexpr std::string_view domain = "@evenkeel";

[[noreturn]] void fail_without_hmac() {
  throw std::runtime_error("HMAC-SHA256 is not available");
}

/// HMAC-SHA256 (RFC 2104) with this key. OpenSSL looks for it once: that takes longer than a short text.
std::shared_ptr<EVP_MAC_CTX> mac_with(const Secret& key) {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                               &EVP_MAC_free);
  if (!hmac) fail_without_hmac();
  std::shared_ptr<EVP_MAC_CTX> context(EVP_MAC_CTX_new(hmac.get()), &EVP_MAC_CTX_free);
  std::string digest = "SHA256";
  const std::array<OSSL_PARAM, 2> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
  const auto* bytes = reinterpret_cast<const unsigned char*>(key.reveal().data());
  if (!context || EVP_MAC_init(context.get(), bytes, key.reveal().size(), parameters.data()) != 1) {
    fail_without_hmac();
  }
  return context;
}

}  // namespace

Identity::Identity(const Secret& instance_key, std::string household_id)
    : household_id_(std::move(household_id)) {
  if (instance_key.empty()) throw std::invalid_argument("an identity needs an instance key");
  mac_ = mac_with(instance_key);
}

/// The first 16 hexadecimal digits.
std::string Identity::short_hmac(std::string_view text) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  std::size_t length = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  // Without a key it goes on with the one it has.
  const bool done = EVP_MAC_init(mac_.get(), nullptr, 0, nullptr) == 1 &&
                    EVP_MAC_update(mac_.get(), bytes, text.size()) == 1 &&
                    EVP_MAC_final(mac_.get(), digest.data(), &length, digest.size()) == 1;
  if (!done || length < digits / 2) fail_without_hmac();
  return hexadecimal(std::span(digest).first(digits / 2));
}

Uid Identity::uid(std::string_view publication_key, int generation) const {
  std::string text = household_id_;
  text.append("|").append(publication_key).append("|").append(std::to_string(generation));
  const std::string id = short_hmac(text);
  return Uid(id + "-" + short_hmac(id) + std::string(domain));
}

Href Identity::href(const Uid& uid) {
  return Href(uid.str().substr(0, uid.str().find('@')) + ".ics");
}

bool Identity::is_own(const Uid& uid) const {
  const std::string& text = uid.str();
  if (text.size() != digits + 1 + digits + domain.size() || text[digits] != '-' || !text.ends_with(domain)) {
    return false;
  }
  const std::string proof = short_hmac(std::string_view(text).substr(0, digits));
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
