// DAV:multistatus (RFC 4918 13) read as it arrives: namespace-aware, no DTD, with caps. Pure.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::dav {

/// DAV:resourcetype, as far as it matters here.
struct ResourceType {
  bool collection = false;
  bool calendar = false;
  bool principal = false;
  bool schedule_inbox = false;
  bool schedule_outbox = false;
  bool operator==(const ResourceType&) const = default;
};

/// One DAV:response. Properties are those of propstats with a 2xx status (or none at all); all others are
/// absent.
struct Response {
  Href href;           // as the server spells it
  int status = 0;      // of the response itself; 0: its propstats speak
  bool found = false;  // at least one propstat said 2xx
  std::optional<ETag> etag;
  std::optional<std::string> last_modified;
  std::optional<std::string> calendar_data;
  std::optional<std::string> display_name;
  std::optional<std::string> ctag;
  std::optional<SyncToken> sync_token;
  std::optional<ResourceType> resource_type;
  std::vector<std::string> reports;  // local names of DAV:supported-report-set: "sync-collection" ...
  std::vector<std::string>
      privileges;  // local names: "read", "write", "write-content", "bind", "unbind", "all" ...
  std::vector<std::string> components;  // CALDAV:supported-calendar-component-set: "VEVENT" ...
  std::vector<Href> principals;  // DAV:current-user-principal, or DAV:owner where asked; of a principal:
                                 // DAV:principal-URL too
  std::vector<Href> home_set;    // CALDAV:calendar-home-set
  std::vector<std::string> addresses;  // CALDAV:calendar-user-address-set: "mailto:..." or paths
  std::vector<Href> proxies;  // calendarserver calendar-proxy-read-for, -write-for: principals who delegated
  std::optional<Href> schedule_inbox;
  std::optional<Href> schedule_outbox;
  std::optional<Href> schedule_default_calendar;
};

struct XmlLimits {
  std::uint64_t max_bytes = 256U << 20U;
  std::uint64_t max_text = 16U << 20U;  // of one property
  std::uint32_t max_responses = 200'000;
  std::uint32_t max_depth = 32;
  std::uint32_t max_values = 200;  // of one list property
};

/// A streaming reader. Feed bytes as they come, take the responses that are complete, finish at the end.
class MultistatusReader {
 public:
  explicit MultistatusReader(const XmlLimits& limits = {});
  MultistatusReader(MultistatusReader&&) noexcept;
  MultistatusReader& operator=(MultistatusReader&&) noexcept;
  MultistatusReader(const MultistatusReader&) = delete;
  MultistatusReader& operator=(const MultistatusReader&) = delete;
  ~MultistatusReader();

  /// invalid_data: not well-formed, a DTD, another root element; refused: a cap. A failed reader stays
  /// failed.
  [[nodiscard]] Expected<void> feed(std::string_view bytes);
  /// invalid_data unless the closing tag of the multistatus has come.
  [[nodiscard]] Expected<void> finish();
  /// The responses completed since the last call.
  [[nodiscard]] std::vector<Response> take();
  /// DAV:sync-token of the multistatus itself (RFC 6578 6.2).
  [[nodiscard]] const std::optional<SyncToken>& sync_token() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole document at once.
struct Multistatus {
  std::vector<Response> responses;
  std::optional<SyncToken> sync_token;
};
[[nodiscard]] Expected<Multistatus> read_multistatus(std::string_view text, const XmlLimits& limits = {});

}  // namespace evenkeel::dav
