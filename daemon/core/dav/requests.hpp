// The requests that read a calendar: PROPFIND and REPORT with their XML. Pure. There is none that writes.
#pragma once

#include "core/dav/http.hpp"
#include "core/words/strong.hpp"

#include <span>
#include <string>
#include <string_view>

namespace evenkeel::dav {

/// Objects in one multiget: what every server takes, and what is tried once that went well. At 100 ms an
/// object, as some need, the larger one answers within 20 s.
inline constexpr std::size_t multiget_batch = 50;
inline constexpr std::size_t multiget_most = 200;

/// What is at this URL: kind, name, reports, privileges, principal, home set, addresses, scheduling, sync
/// token, CTag. Depth 0.
[[nodiscard]] Request describe(const std::string& url);
/// The same of a calendar, with its sync token. Asked of anything else, davical answers 500.
[[nodiscard]] Request describe_calendar(const std::string& url);
/// Whose it is (RFC 3744 5.1), among Response::principals. Depth 0.
[[nodiscard]] Request describe_owner(const std::string& url);
/// The collections in a calendar home, with the properties of describe(). Depth 1.
[[nodiscard]] Request list_collections(const std::string& url);
/// CTag and sync token of a collection. Depth 0.
[[nodiscard]] Request ask_ctag(const std::string& url);
/// ETags and dates of all members. Depth 1.
[[nodiscard]] Request list_etags(const std::string& url);
/// RFC 6578; an empty token asks for all members.
[[nodiscard]] Request sync_collection(const std::string& url, const SyncToken& token);
/// RFC 4791 7.9; hrefs exactly as they were received.
[[nodiscard]] Request calendar_multiget(const std::string& url, std::span<const Href> hrefs);
/// One calendar object by GET.
[[nodiscard]] Request get_object(const std::string& url);

/// Text fit for element content: & < > " ' and control characters that XML 1.0 forbids are escaped or
/// dropped.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace evenkeel::dav
