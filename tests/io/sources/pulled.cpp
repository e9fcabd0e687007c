#include "io/sources/pulled.hpp"

#include "core/ical/uids.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace evenkeel::testing {

void CalendarDirectory::write(const std::string& name, const std::string& text, bool fresh) const {
  const auto file = path() / name;
  std::ofstream(file, std::ios::binary) << text;
  if (!fresh)
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - Hours(1));
}

std::string calendar(const std::vector<std::string>& uids, const std::string& summary) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n";
  for (const auto& uid : uids) {
    text += "BEGIN:VEVENT\r\nUID:" + uid +
            "\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261201T100000Z\r\nSUMMARY:" + summary +
            "\r\nEND:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

dav::Contents Pulled::contents() const {
  dav::Contents out;
  for (const auto& [href, text] : texts) out[Href(href)] = ical::uids(text).value_or(std::vector<Uid>{});
  return out;
}

void Pulled::pull(Source& source, Instant now, bool accept_deletions) {
  parsed.clear();
  commits = 0;
  std::vector<dav::Fetched> staged;
  bool ended = false;
  const dav::KnownHere here(known, contents());
  for (auto& effect : source.pull(state, here, now, accept_deletions)->start()) {
    ASSERT_FALSE(ended) << "something after the end";
    if (auto* parse = std::get_if<dav::ParseObjects>(&effect)) {
      for (auto& f : parse->resources) {
        parsed.push_back(f.href.str());
        staged.push_back(std::move(f));
      }
    } else if (auto* batch = std::get_if<dav::CommitBatch>(&effect)) {
      ++commits;
      for (auto& f : staged) {
        known[f.href] = f.etag;
        texts[f.href.str()] = f.text;
      }
      staged.clear();
      for (const auto& href : batch->removed) {
        known.erase(href);
        texts.erase(href.str());
      }
      state = batch->state;
      whole = whole || batch->whole;
    } else if (auto* end = std::get_if<dav::PullDone>(&effect)) {
      done = std::move(*end);
      ended = true;
    } else {
      FAIL() << "a local source sends no request";
    }
  }
  EXPECT_TRUE(ended);
}

}  // namespace evenkeel::testing
