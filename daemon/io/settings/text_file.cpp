#include "io/settings/text_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace evenkeel::settings {

Expected<TextFile> read_text_file(const std::string& path) {
  const std::filesystem::path file(path);
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::is_directory(status)) {
    return fail(ErrorKind::permanent, "a directory; expected a file");
  }
  // Never waited for: a FIFO without a writer has nobody who would end the wait. One that a shell gives is
  // open.
  const bool given = file.string().starts_with("/dev/") || file.string().starts_with("/proc/");
  if (std::filesystem::is_fifo(status) && !given)
    return fail(ErrorKind::permanent, "a pipe; expected a file");
  const auto unread = [] {
    return fail(ErrorKind::permanent, std::string("can't be read: ") + std::strerror(errno));
  };
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) return unread();
  constexpr std::size_t kMostBytes = (4U << 20U) + 1;  // one more than parse_toml takes
  std::string text(kMostBytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return unread();
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto directory = std::filesystem::absolute(file, error).parent_path().lexically_normal();
  return TextFile{std::move(text), directory.string()};
}

}  // namespace evenkeel::settings
