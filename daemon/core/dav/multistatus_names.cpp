#include "core/dav/multistatus_names.hpp"

#include <algorithm>
#include <array>

namespace evenkeel::dav {
namespace {

struct Row {
  std::string_view name;
  Element parent;
  Element element;
};

constexpr std::array<Row, 30> rows = {{
    {"DAV:|multistatus", Element::document, Element::multistatus},
    {"DAV:|response", Element::multistatus, Element::response},
    {"DAV:|sync-token", Element::multistatus, Element::sync_token},
    {"DAV:|status", Element::response, Element::status},
    {"DAV:|propstat", Element::response, Element::propstat},
    {"DAV:|status", Element::propstat, Element::status},
    {"DAV:|prop", Element::propstat, Element::prop},
    {"DAV:|getetag", Element::prop, Element::getetag},
    {"DAV:|getlastmodified", Element::prop, Element::getlastmodified},
    {"DAV:|displayname", Element::prop, Element::displayname},
    {"DAV:|sync-token", Element::prop, Element::sync_token},
    {"DAV:|resourcetype", Element::prop, Element::resourcetype},
    {"DAV:|supported-report-set", Element::prop, Element::report_set},
    {"DAV:|supported-report", Element::report_set, Element::supported_report},
    {"DAV:|report", Element::supported_report, Element::report},
    {"DAV:|current-user-privilege-set", Element::prop, Element::privilege_set},
    {"DAV:|privilege", Element::privilege_set, Element::privilege},
    {"DAV:|current-user-principal", Element::prop, Element::principal},
    {"DAV:|principal-URL", Element::prop, Element::principal},
    {"DAV:|owner", Element::prop, Element::principal},
    {"http://calendarserver.org/ns/|getctag", Element::prop, Element::getctag},
    {"http://calendarserver.org/ns/|calendar-proxy-read-for", Element::prop, Element::proxy_for},
    {"http://calendarserver.org/ns/|calendar-proxy-write-for", Element::prop, Element::proxy_for},
    {"urn:ietf:params:xml:ns:caldav|calendar-data", Element::prop, Element::calendar_data},
    {"urn:ietf:params:xml:ns:caldav|calendar-home-set", Element::prop, Element::home_set},
    {"urn:ietf:params:xml:ns:caldav|calendar-user-address-set", Element::prop, Element::address_set},
    {"urn:ietf:params:xml:ns:caldav|supported-calendar-component-set", Element::prop, Element::component_set},
    {"urn:ietf:params:xml:ns:caldav|schedule-inbox-URL", Element::prop, Element::schedule_inbox},
    {"urn:ietf:params:xml:ns:caldav|schedule-outbox-URL", Element::prop, Element::schedule_outbox},
    {"urn:ietf:params:xml:ns:caldav|schedule-default-calendar-URL", Element::prop, Element::schedule_default},
}};

bool holds_hrefs(Element parent) {
  return parent == Element::response || (parent >= Element::principal && parent <= Element::schedule_default);
}

}  // namespace

Element element_of(std::string_view name, Element parent) {
  if (name == "DAV:|href" && holds_hrefs(parent)) return Element::href;
  const auto fits = [&](const Row& row) { return row.parent == parent && row.name == name; };
  if (const auto* const row = std::ranges::find_if(rows, fits); row != rows.end()) return row->element;
  return Element::other;
}

bool has_text(Element element) {
  return element >= Element::href && element <= Element::calendar_data;
}

}  // namespace evenkeel::dav
