#include "app/main/files.hpp"

#include "io/system/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

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
    if (path.extension() == ".ics" && path.filename().string().front() != '.' &&
        it->is_regular_file(ignored)) {
      paths.push_back(path.string());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

Expected<std::string> read_file(const std::string& path) {
  if (path == "-") return read_descriptor(STDIN_FILENO);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.valid()) return fail(ErrorKind::permanent, std::strerror(errno));
  return read_descriptor(file.get());
}

Expected<void> write_file(const std::string& path, const std::string& text, std::optional<fs::perms> mode) {
  std::error_code error;
  const fs::path directory = fs::path(path).parent_path();
  if (!directory.empty()) fs::create_directories(directory, error);
  if (error) return fail(ErrorKind::permanent, fmt::format("{}: {}", directory.string(), error.message()));
  const std::string temporary = path + ".new";
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) error = std::make_error_code(std::errc::io_error);
  if (!error && mode) fs::permissions(temporary, *mode, error);
  if (!error) fs::rename(temporary, path, error);
  if (!error) return {};
  std::error_code ignored;  // what stood there before stays, and no half of the new one beside it
  fs::remove(temporary, ignored);
  return fail(ErrorKind::permanent, fmt::format("{}: cannot be written: {}", path, error.message()));
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
