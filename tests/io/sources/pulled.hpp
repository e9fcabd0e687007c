// A store of one source and a directory of its own, for tests of sources that answer by themselves.
#pragma once

#include "core/dav/pull.hpp"
#include "ports/source.hpp"
#include "support/temporary_directory.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace evenkeel::testing {

class CalendarDirectory {
 public:
  [[nodiscard]] std::filesystem::path path() const { return directory_.path(); }
  /// Written whole; its mtime is an hour old unless `fresh`.
  void write(const std::string& name, const std::string& text, bool fresh = false) const;

 private:
  TemporaryDirectory directory_;
};

/// One VCALENDAR with an event for each UID.
[[nodiscard]] std::string calendar(const std::vector<std::string>& uids, const std::string& summary = "x");

struct Pulled {
  dav::SyncState state;
  dav::Known known;
  std::map<std::string, std::string> texts;  // by href
  std::vector<std::string> parsed;           // by the last pull
  int commits = 0;
  bool whole = false;
  dav::PullDone done;

  /// By href, the UIDs in `texts`.
  [[nodiscard]] dav::Contents contents() const;
  void pull(Source& source, Instant now, bool accept_deletions = false);
};

inline const Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + Hours(12);

}  // namespace evenkeel::testing
