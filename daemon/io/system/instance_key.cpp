#include "io/system/instance_key.hpp"

#include "core/words/digest.hpp"
#include "io/system/private_file.hpp"
#include "io/system/secrets.hpp"
#include "io/system/system_error.hpp"
#include "io/system/whole_file.hpp"

#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace evenkeel {

namespace {

constexpr const char* credential = "instance-key";
constexpr std::size_t shortest = 32;

std::string key_path(const std::string& state_directory) {
  return state_directory + "/instance.key";
}

bool stands(const std::string& path) {
  struct stat found{};
  return ::lstat(path.c_str(), &found) == 0 || errno != ENOENT;
}

Expected<std::optional<Secret>> checked(const Expected<Secret>& key, const std::string& where) {
  if (!key) return std::unexpected(key.error());
  if (key->reveal().size() < shortest) {
    return fail(ErrorKind::invalid_data,
                fmt::format("{} holds no key (shorter than {} characters)", where, shortest));
  }
  return std::optional<Secret>(std::in_place, key->reveal());
}

Expected<std::string> random_key() {
  std::array<unsigned char, 32> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return system_error("no random bytes for the instance key", errno);
  }
  return hexadecimal(bytes);
}

}  // namespace

Expected<std::optional<Secret>> load_instance_key(const std::string& state_directory) {
  if (credential_path(credential)) {
    return checked(read_secret(CredentialRef{credential}, "", PasswordCommands::refused), credential);
  }
  const std::string path = key_path(state_directory);
  if (!stands(path)) return std::optional<Secret>();
  // Read by root, the key of a service belongs to the service's user, as its whole state does.
  struct stat directory{};
  const uid_t owner = ::stat(state_directory.c_str(), &directory) == 0 ? directory.st_uid : 0;
  return checked(read_secret_file(path, owner), path);
}

Expected<Secret> create_instance_key(const std::string& state_directory) {
  const Expected<std::string> key = random_key();
  if (!key) return std::unexpected(key.error());
  const std::string path = key_path(state_directory);
  const std::string draft = fmt::format("{}.{}", path, ::getpid());
  ::unlink(draft.c_str());
  if (const int error = put_whole_file(path, draft, *key + "\n", 0600, Replace::no); error != 0)
    return std::unexpected(system_error(path + " cannot be made", error).error());
  if (auto done = flush_directory(state_directory); !done) return std::unexpected(done.error());
  return Secret(*key);
}

}  // namespace evenkeel
