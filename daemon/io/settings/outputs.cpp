// [opportunities], [[pilot]], [metrics], [web].
#include "io/settings/convert.hpp"
#include "io/settings/dates.hpp"
#include "io/settings/references.hpp"
#include "io/settings/same_calendar.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/source.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace evenkeel::settings {

namespace {

bool is_port(std::string_view digits) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.empty() || digits.size() > 5 || !std::ranges::all_of(digits, digit)) return false;
  const int port = std::stoi(std::string(digits));
  return port >= 1 && port <= 65535;
}

/// A number, not a name: what is listened at must not depend on who answers for names.
bool is_own_address(std::string host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return host == "localhost" || ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

/// "address:port", or the path of a Unix socket.
std::optional<std::string> listen_address(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  const auto colon = given->rfind(':');
  if (given->find('/') != std::string::npos) return path(value, reader);
  if (colon != std::string::npos && is_own_address(given->substr(0, colon)) &&
      is_port(std::string_view(*given).substr(colon + 1)))
    return given;
  reader.error(value.at, "\"" + *given + R"(" is nothing to listen on; expected "127.0.0.1:8737" or a path)");
  return std::nullopt;
}

Pilot read_pilot(Section& section) {
  Pilot pilot;
  section.require("title", pilot.title, text, "expected what is on trial");
  section.require("partner", pilot.partner, partner_id, "expected the partner whose trial it is");
  const bool from = section.require("from", pilot.from, date, "expected its first date");
  const bool to = section.require("to", pilot.to, date, "expected its last date");
  if (from && to && pilot.to < pilot.from)
    section.error("to", "this is before `from`; expected a later date");
  return pilot;
}

}  // namespace

void read_opportunities(Section& root) {
  const Value* value = root.find("opportunities");
  if (value == nullptr) return;
  Section section(*value, "opportunities", root.reader());
  Settings& settings = root.reader().settings;
  settings.opportunities = read_calendars(section, "opportunities", WorkKey::no);
  for (const SourceSettings& feed : settings.opportunities) {
    for (const SharedCalendar& shared : settings.shared) {
      if (!same_calendar(feed, shared.connection)) continue;
      section.error("calendar", "evenkeel writes to " + shared.connection.name.str() +
                                    ", which is this calendar too; expected another one");
    }
  }
  section.finish();
}

void read_pilots(Section& root) {
  std::vector<std::string> titles;
  for (const Value* value : tables_of(root, "pilot")) {
    Section section(*value, "pilot", root.reader());
    Pilot pilot = read_pilot(section);
    section.finish();
    if (std::ranges::find(titles, pilot.title) != titles.end() && !pilot.title.empty()) {
      section.error("title", "another pilot has this title too; expected one of its own");
    }
    titles.push_back(pilot.title);
    root.reader().settings.pilots.push_back(std::move(pilot));
  }
}

void read_outputs(Section& root) {
  Settings& settings = root.reader().settings;
  if (const Value* value = root.find("metrics")) {
    Section section(*value, "metrics", root.reader());
    section.read("file", settings.metrics_file, path);
    section.finish();
  }
  if (const Value* value = root.find("web")) {
    Section section(*value, "web", root.reader());
    section.read("listen", settings.web_listen, listen_address);
    section.finish();
  }
}

}  // namespace evenkeel::settings
