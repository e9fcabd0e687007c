#include "app/main/files.hpp"

#include "io/sources/vdir_files.hpp"
#include "io/system/descriptor.hpp"
#include "io/system/random.hpp"
#include "io/system/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace evenkeel {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest = 256U << 20U;

Expected<std::string> read_descriptor(int fd) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorKind::permanent, std::strerror(errno));
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > largest) return fail(ErrorKind::refused, "larger than 256 MiB");
  }
}

std::vector<std::string> calendars_in(const fs::path& directory, std::error_code& error) {
  std::vector<std::string> paths;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    const fs::path& path = it->path();
    std::error_code ignored;
    if (names_calendar(path.filename().string()) &&
        (it->is_regular_file(ignored) || (it->is_symlink(ignored) && !it->exists(ignored)))) {
      paths.push_back(path.string());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

/// Something that is no file of its own: a device, a pipe. A directory is refused by the rename.
bool is_special(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return fs::is_character_file(status) || fs::is_fifo(status);
}

int write_through(const std::string& path, const std::string& text, Waiting waiting) {
  const int mode = waiting == Waiting::allowed ? 0 : O_NONBLOCK;
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | mode));
  return file.valid() ? write_all(file.get(), text) : errno;
}

/// Beside it, under a name that nobody can have laid there before.
Expected<std::string> draft_of(const std::string& path) {
  const auto random = random_bytes();
  if (!random) return std::unexpected(random.error());
  return fmt::format("{}.{:02x}.new", path, fmt::join(random->begin(), random->begin() + 8, ""));
}

}  // namespace

Expected<std::string> read_file(const std::string& path) {
  if (path == "-") return read_descriptor(STDIN_FILENO);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.valid()) return fail(ErrorKind::permanent, std::strerror(errno));
  return read_descriptor(file.get());
}

Expected<void> write_file(const std::string& path, const std::string& text, std::optional<fs::perms> mode,
                          Waiting waiting) {
  std::error_code error;
  const fs::path directory = fs::path(path).parent_path();
  if (!directory.empty()) fs::create_directories(directory, error);
  if (error) return fail(ErrorKind::permanent, fmt::format("{}: {}", directory.string(), error.message()));
  int failed = 0;
  if (is_special(path)) {
    failed = write_through(path, text, waiting);
  } else {
    const auto draft = draft_of(path);
    if (!draft) return std::unexpected(draft.error());
    const auto bits = mode ? std::optional(static_cast<mode_t>(*mode)) : std::nullopt;
    failed = put_whole_file(path, *draft, text, bits);
  }
  if (failed == 0) return {};
  return fail(ErrorKind::permanent, fmt::format("{}: cannot be written: {}", path, std::strerror(failed)));
}

std::vector<NamedText> read_inputs(const std::vector<std::string>& paths) {
  std::vector<NamedText> inputs;
  std::size_t calendar = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    ++calendar;
    if (path == "-" || !fs::is_directory(path, error)) {
      inputs.push_back({path, read_file(path), calendar});
      continue;
    }
    const auto found = calendars_in(path, error);
    if (error) inputs.push_back({path, fail(ErrorKind::permanent, error.message()), calendar});
    for (const std::string& file : found) inputs.push_back({file, read_file(file), calendar});
  }
  return inputs;
}

}  // namespace evenkeel
