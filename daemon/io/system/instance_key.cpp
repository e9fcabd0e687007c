#include "io/system/instance_key.hpp"

#include "io/system/descriptor.hpp"
#include "io/system/secrets.hpp"
#include "io/system/system_error.hpp"

#include <fcntl.h>
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
  std::string key;
  for (const unsigned char byte : bytes) key += fmt::format("{:02x}", byte);
  return key;
}

/// A file of mode 0600 with this text, on the disk when it returns.
Expected<void> write_durably(const std::string& path, const std::string& text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.valid()) return system_error(path + " cannot be made", errno);
  const ssize_t written = ::write(file.get(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) {
    return system_error(path + " cannot be written", written < 0 ? errno : ENOSPC);
  }
  if (::fsync(file.get()) != 0) return system_error(path + " cannot be written", errno);
  return {};
}

Expected<void> sync_directory(const std::string& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid() || ::fsync(directory.get()) != 0)
    return system_error(path + " cannot be written", errno);
  return {};
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
  // Written whole under another name first; link() then gives it its own, and fails where one stands already.
  const std::string path = key_path(state_directory);
  const std::string draft = fmt::format("{}.{}", path, ::getpid());
  ::unlink(draft.c_str());
  Expected<void> done = write_durably(draft, *key + "\n");
  if (done && ::link(draft.c_str(), path.c_str()) != 0) done = system_error(path + " cannot be made", errno);
  ::unlink(draft.c_str());
  if (done) done = sync_directory(state_directory);
  if (!done) return std::unexpected(done.error());
  return Secret(*key);
}

}  // namespace evenkeel
