// A server's multistatus, whole and in pieces: both must come to the same.
#include "core/dav/multistatus.hpp"

#include "fuzz/claim.hpp"

#include <algorithm>
#include <tuple>

namespace {

using namespace evenkeel;
using fuzz::claim;

constexpr dav::XmlLimits limits{
    .max_bytes = 1U << 20U, .max_text = 4096, .max_responses = 200, .max_depth = 32, .max_values = 20};

struct Read {
  bool ok = false;
  std::vector<dav::Response> responses;
  std::optional<SyncToken> sync_token;
};

Read read(std::string_view text, std::size_t piece) {
  dav::MultistatusReader reader(limits);
  Read result{.ok = true, .responses = {}, .sync_token = {}};
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const bool fed = reader.feed(text.substr(at, piece)).has_value();
    claim(result.ok || !fed);  // a failed reader stays failed
    result.ok = result.ok && fed;
    for (dav::Response& response : reader.take()) result.responses.push_back(std::move(response));
  }
  const bool finished = reader.finish().has_value();
  claim(result.ok || !finished);
  // expat may look at the last bytes only when it is told that they are the last.
  for (dav::Response& response : reader.take()) result.responses.push_back(std::move(response));
  result.ok = finished;
  result.sync_token = reader.sync_token();
  return result;
}

auto properties(const dav::Response& r) {
  return std::tie(r.href, r.status, r.found, r.etag, r.last_modified, r.calendar_data, r.display_name, r.ctag,
                  r.sync_token, r.resource_type, r.reports, r.privileges, r.components, r.principals,
                  r.home_set, r.addresses, r.proxies, r.schedule_inbox, r.schedule_outbox,
                  r.schedule_default_calendar);
}

void check(const dav::Response& r) {
  claim(!r.calendar_data || r.calendar_data->size() <= limits.max_text);
  claim(!r.etag || r.etag->str().size() <= limits.max_text);
  claim(r.href.str().size() <= limits.max_text);
  for (const std::size_t count :
       {r.reports.size(), r.privileges.size(), r.components.size(), r.principals.size(), r.home_set.size(),
        r.addresses.size(), r.proxies.size()}) {
    claim(count <= 2 * limits.max_values);  // two properties may fill one list
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const Read whole = read(text, std::max<std::size_t>(size, 1));
  const Read pieces = read(text, 1 + size % 13);
  claim(whole.ok == pieces.ok);
  claim(whole.responses.size() <= limits.max_responses);
  std::ranges::for_each(whole.responses, check);
  const auto same = [](const dav::Response& a, const dav::Response& b) {
    return properties(a) == properties(b);
  };
  if (whole.ok) {
    claim(std::ranges::equal(whole.responses, pieces.responses, same));
    claim(whole.sync_token == pieces.sync_token);
    const auto at_once = dav::read_multistatus(text, limits);
    claim(at_once && std::ranges::equal(at_once->responses, whole.responses, same));
  }
  return 0;
}
