#include "core/dav/requests.hpp"

#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::string_view prologue = R"(<?xml version="1.0" encoding="utf-8"?>)";
constexpr std::string_view all_namespaces =
    R"( xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/")";
constexpr std::string_view description =
    "<resourcetype/><displayname/><supported-report-set/><current-user-privilege-set/>"
    "<current-user-principal/><principal-URL/><S:getctag/><S:calendar-proxy-read-for/>"
    "<S:calendar-proxy-write-for/><C:calendar-home-set/><C:calendar-user-address-set/>"
    "<C:supported-calendar-component-set/><C:schedule-inbox-URL/><C:schedule-outbox-URL/>"
    "<C:schedule-default-calendar-URL/>";

Request dav_request(std::string_view method, const std::string& url, std::string_view depth,
                    std::string body) {
  Request request;
  request.method = method;
  request.url = url;
  // Some servers answer 415 to anything but an XML type.
  request.headers = {{"content-type", "application/xml; charset=utf-8"}, {"depth", std::string(depth)}};
  request.body = std::move(body);
  request.accept_compressed = true;
  return request;
}

Request propfind(const std::string& url, std::string_view depth, std::string_view properties) {
  std::string body(prologue);
  body.append("<propfind").append(all_namespaces).append("><prop>").append(properties);
  body.append("</prop></propfind>");
  return dav_request("PROPFIND", url, depth, std::move(body));
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

Request describe(const std::string& url) {
  return propfind(url, "0", description);
}

Request describe_owner(const std::string& url) {
  return propfind(url, "0", "<owner/>");
}

Request describe_calendar(const std::string& url) {
  std::string properties(description);
  properties.append("<sync-token/>");
  return propfind(url, "0", properties);
}

Request list_collections(const std::string& url) {
  return propfind(url, "1", description);
}

Request ask_ctag(const std::string& url) {
  return propfind(url, "0", "<S:getctag/><sync-token/>");
}

Request list_etags(const std::string& url) {
  return propfind(url, "1", "<getetag/><getlastmodified/><resourcetype/>");
}

Request sync_collection(const std::string& url, const SyncToken& token) {
  std::string body(prologue);
  body.append(R"(<sync-collection xmlns="DAV:"><sync-token>)").append(xml_escaped(token.str()));
  body.append("</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>");
  // RFC 6578 3.2 wants Depth 0; the level is in the body.
  return dav_request("REPORT", url, "0", std::move(body));
}

Request calendar_multiget(const std::string& url, std::span<const Href> hrefs) {
  std::string body(prologue);
  body.append(R"(<C:calendar-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">)");
  body.append("<prop><getetag/><C:calendar-data/></prop>");
  for (const auto& href : hrefs) body.append("<href>").append(xml_escaped(href.str())).append("</href>");
  body.append("</C:calendar-multiget>");
  return dav_request("REPORT", url, "1", std::move(body));
}

Request get_object(const std::string& url) {
  Request request;
  request.url = url;
  request.headers = {{"accept", "text/calendar"}};
  request.accept_compressed = true;
  request.limits.max_bytes = 32U << 20U;
  return request;
}

}  // namespace evenkeel::dav
