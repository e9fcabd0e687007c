#include "io/settings/file_worries.hpp"

#include "io/settings/url.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace evenkeel {

namespace {

/// All it takes to read a person's calendar, or to write to their telephone.
bool holds_secret_addresses(const Settings& settings) {
  const auto secret = [](const SourceSettings& source) {
    return source.kind == SourceKind::ics && !settings::split_url(source.url).host.empty();
  };
  const auto has_feed = [&](const auto& person) { return std::ranges::any_of(person.calendars, secret); };
  return std::ranges::any_of(settings.partners, has_feed) ||
         std::ranges::any_of(settings.helpers, has_feed) ||
         std::ranges::any_of(settings.notify, [](const Notify& channel) { return !channel.url.empty(); });
}

}  // namespace

std::vector<SettingsProblem> worries_about_file(const std::string& path, const Settings& settings) {
  std::vector<SettingsProblem> worries;
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return worries;
  const auto worry = [&](const char* text) {
    worries.push_back({.file = path, .line = 0, .column = 0, .text = text, .warning = true});
  };
  if (found.st_uid != 0 && found.st_uid != ::geteuid())
    worry("it belongs to another user, who decides what is run and where things go; expected root or you");
  if ((found.st_mode & S_IWOTH) != 0) {
    worry(
        "everybody on this machine may change it, and so decide what is run and where things go; expected "
        "mode "
        "0640 or 0600");
  } else if ((found.st_mode & S_IROTH) != 0 && holds_secret_addresses(settings)) {
    worry(
        "everybody on this machine may read it, and addresses stand in it that are secrets (feeds of people, "
        "[[notify]]); expected mode 0640 or 0600");
  }
  return worries;
}

}  // namespace evenkeel
