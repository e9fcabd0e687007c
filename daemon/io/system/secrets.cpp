#include "io/system/secrets.hpp"

#include "io/system/descriptor.hpp"
#include "io/system/read_all.hpp"
#include "io/system/secret_command.hpp"
#include "io/system/secret_line.hpp"
#include "io/system/system_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace evenkeel {

namespace {

/// What systemd puts before the names of files in a directory: our units have
/// LoadCredential=credentials:/etc/evenkeel/credentials (systemd.exec(5)).
constexpr const char* of_directory = "credentials_";

constexpr std::size_t longest = std::size_t{1} << 16U;

/// Opened so that neither a FIFO nor a terminal can hold us up.
constexpr int open_flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

Expected<Secret> read_credential(const CredentialRef& ref) {
  const std::string where = fmt::format("credential \"{}\"", ref.name);
  if (ref.name.empty() || ref.name.front() == '.' || ref.name.find('/') != std::string::npos) {
    return fail(ErrorKind::permanent, where + " is no name of a credential");
  }
  const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (directory == nullptr || *directory != '/') {
    return fail(
        ErrorKind::permanent,
        fmt::format("{} is only there in a systemd unit with LoadCredential={}:… ($CREDENTIALS_DIRECTORY "
                    "is not set)",
                    where, ref.name));
  }
  const auto path = credential_path(ref.name);
  if (!path) {
    return fail(
        ErrorKind::permanent,
        fmt::format("{} is not among those of the unit: put it into the file {} in "
                    "/etc/evenkeel/credentials (of evenkeeld@NAME: credentials-NAME) and restart the unit",
                    where, ref.name));
  }
  const Descriptor file(::open(path->c_str(), open_flags));
  if (!file.valid()) return system_error(where + " cannot be opened", errno);
  auto bytes = read_all(file.get(), longest);
  if (!bytes) return system_error(where + " cannot be read", errno);
  return secret_line(std::move(*bytes), where);
}

Expected<void> check_file(int fd, const std::string& path, uid_t trusted) {
  struct stat found{};
  if (::fstat(fd, &found) != 0) return system_error(path + " cannot be read", errno);
  if (!S_ISREG(found.st_mode)) return fail(ErrorKind::refused, path + " is no regular file");
  if (found.st_uid != ::geteuid() && found.st_uid != 0 && found.st_uid != trusted) {
    return fail(ErrorKind::refused,
                fmt::format("{} belongs to user {}; it has to belong to root or to user {} (chown {} '{}')",
                            path, found.st_uid, ::geteuid(), ::geteuid(), path));
  }
  if ((found.st_mode & 0077U) != 0) {
    return fail(ErrorKind::refused,
                fmt::format("{} is open to others than its owner (mode {:04o}); run: chmod 600 "
                            "'{}'",
                            path, found.st_mode & 07777U, path));
  }
  return {};
}

struct Reader {
  const std::string& config_directory;
  PasswordCommands commands;
  std::chrono::milliseconds time_limit;

  Expected<Secret> operator()(std::monostate) const { return Secret(); }
  Expected<Secret> operator()(const CredentialRef& ref) const { return read_credential(ref); }
  Expected<Secret> operator()(const SecretFile& file) const {
    return read_secret_file((std::filesystem::path(config_directory) / file.path).string());
  }
  Expected<Secret> operator()(const SecretCommand& command) const {
    if (commands == PasswordCommands::refused) {
      return fail(ErrorKind::refused, "the service runs no password commands; use a credential or a file");
    }
    return run_secret_command(command.argv, time_limit);
  }
};

}  // namespace

std::optional<std::string> credential_path(const std::string& name) {
  const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (directory == nullptr || *directory != '/') return std::nullopt;
  for (const char* prefix : {"", of_directory}) {
    std::string path = fmt::format("{}/{}{}", directory, prefix, name);
    struct stat found{};
    if (::lstat(path.c_str(), &found) == 0 || errno != ENOENT) return path;
  }
  return std::nullopt;
}

Expected<Secret> secret_line(std::string bytes, const std::string& where) {
  if (bytes.ends_with('\n')) bytes.pop_back();
  if (bytes.ends_with('\r')) bytes.pop_back();
  if (bytes.empty()) return fail(ErrorKind::permanent, where + " is empty");
  if (bytes.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) {
    return fail(ErrorKind::permanent, where + " holds more than one line");
  }
  return Secret(std::move(bytes));
}

Expected<Secret> read_secret_file(const std::string& path, uid_t trusted) {
  const Descriptor file(::open(path.c_str(), open_flags));
  if (!file.valid() && errno == ELOOP) {
    return fail(ErrorKind::refused, path + " is a symbolic link; name the file itself");
  }
  if (!file.valid()) return system_error(path + " cannot be opened", errno);
  if (const auto safe = check_file(file.get(), path, trusted); !safe) return std::unexpected(safe.error());
  auto bytes = read_all(file.get(), longest);
  if (!bytes) return system_error(path + " cannot be read", errno);
  return secret_line(std::move(*bytes), path);
}

Expected<Secret> read_secret(const SecretRef& ref, const std::string& config_directory,
                             PasswordCommands commands, std::chrono::milliseconds time_limit) {
  return std::visit(Reader{config_directory, commands, time_limit}, ref);
}

}  // namespace evenkeel
