#include "io/sources/vdir_files.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <memory>
#include <system_error>

namespace evenkeel {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

std::string_view field(std::string_view text, std::string_view name) {
  const auto at = text.find(name);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + name.size());
  return text.substr(0, text.find(';'));
}

}  // namespace

bool names_calendar(std::string_view name) {
  constexpr std::string_view ending = ".ics";
  const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); };
  return name.size() >= ending.size() && !name.starts_with('.') &&
         std::ranges::equal(name.substr(name.size() - ending.size()), ending, same);
}

Expected<std::vector<std::string>> ics_names(const std::string& directory) {
  const auto failed = [&](int error) {
    return fail(ErrorKind::permanent,
                "cannot read the directory " + directory + ": " + std::generic_category().message(error));
  };
  const std::unique_ptr<DIR, CloseDirectory> open(::opendir(directory.c_str()));
  if (!open) return failed(errno);
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const auto* entry = ::readdir(open.get());
    if (entry == nullptr) break;
    const std::string_view name(static_cast<const char*>(entry->d_name));
    if (names_calendar(name)) names.emplace_back(name);
  }
  if (errno != 0) return failed(errno);
  std::ranges::sort(names);
  return names;
}

std::string directory_identity(const std::string& directory) {
  struct stat found{};
  if (::stat(directory.c_str(), &found) != 0) return {};
  return std::to_string(found.st_dev) + ":" + std::to_string(found.st_ino);
}

ETag written(const FileTag& tag) {
  std::string text = tag.stamp + ";n=" + std::to_string(tag.objects);
  if (!tag.content.empty()) text += ";h=" + tag.content;
  return ETag(std::move(text));
}

FileTag parse_file_tag(const ETag& etag) {
  const std::string_view text = etag.str();
  FileTag tag;
  tag.stamp = text.substr(0, text.find(';'));
  tag.content = field(text, ";h=");
  const auto count = field(text, ";n=");
  std::from_chars(count.data(), count.data() + count.size(), tag.objects);
  return tag;
}

}  // namespace evenkeel
