// The elements of a multistatus that mean something here, each only where it belongs.
#pragma once

#include <cstdint>
#include <string_view>

namespace evenkeel::dav {

enum class Element : std::uint8_t {
  document,  // above the root
  other,
  multistatus,
  response,
  propstat,
  prop,
  href,
  status,
  sync_token,
  getetag,
  getlastmodified,
  displayname,
  getctag,
  calendar_data,
  resourcetype,
  report_set,
  supported_report,
  report,
  privilege_set,
  privilege,
  component_set,
  principal,
  home_set,
  address_set,
  proxy_for,
  schedule_inbox,
  schedule_outbox,
  schedule_default,
};

/// `name` is "namespace|local". A known name at a place where it does not belong is `other`.
[[nodiscard]] Element element_of(std::string_view name, Element parent);

/// Whether its text is wanted.
[[nodiscard]] bool has_text(Element element);

}  // namespace evenkeel::dav
