#include "core/dav/multistatus.hpp"

#include "core/dav/multistatus_names.hpp"
#include "core/dav/xml_reader.hpp"

#include <charconv>
#include <iterator>
#include <utility>

namespace evenkeel::dav {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// "HTTP/1.1 200 OK" (RFC 9112 4); 0 when it is not one.
int status_code(std::string_view line) {
  line = trimmed(line);
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return 0;
  line.remove_prefix(blank + 1);
  int status = 0;
  std::from_chars(line.data(), line.data() + line.size(), status);
  return status;
}

bool success(int status) {
  return status >= 200 && status < 300;
}

template <typename T>
void take_over(std::optional<T>& to, std::optional<T>& from) {
  if (from) to = std::move(from);
}

template <typename T>
void take_over(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void merge(Response& to, Response& from) {
  to.found = true;
  take_over(to.etag, from.etag);
  take_over(to.last_modified, from.last_modified);
  take_over(to.calendar_data, from.calendar_data);
  take_over(to.display_name, from.display_name);
  take_over(to.ctag, from.ctag);
  take_over(to.sync_token, from.sync_token);
  take_over(to.resource_type, from.resource_type);
  take_over(to.reports, from.reports);
  take_over(to.privileges, from.privileges);
  take_over(to.components, from.components);
  take_over(to.principals, from.principals);
  take_over(to.home_set, from.home_set);
  take_over(to.addresses, from.addresses);
  take_over(to.proxies, from.proxies);
  take_over(to.schedule_inbox, from.schedule_inbox);
  take_over(to.schedule_outbox, from.schedule_outbox);
  take_over(to.schedule_default_calendar, from.schedule_default_calendar);
}

std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind('|') + 1);
}

}  // namespace

struct MultistatusReader::State final : XmlHandler {
  explicit State(const XmlLimits& given) : limits(given), xml(*this, given.max_bytes, given.max_depth) {}

  void on_start(std::string_view name, std::string_view name_attribute) override;
  void on_text(std::string_view piece) override;
  void on_end() override;

  [[nodiscard]] Element parent() const { return stack.empty() ? Element::document : stack.back(); }
  void see_flag(Element above, std::string_view name, std::string_view name_attribute);
  void end_href(Element above);
  void end_text(Element element, Element above);
  void end_response();
  template <typename T>
  void add(std::vector<T>& list, std::string_view value);

  XmlLimits limits;
  XmlReader xml;
  std::vector<Element> stack;
  std::string text;
  bool collecting = false;
  bool closed = false;
  std::uint32_t responses = 0;
  Response response;
  std::vector<Href> others;  // of the same response
  Response properties;       // of the propstat being read
  int propstat_status = 0;
  std::vector<Response> ready;
  std::optional<SyncToken> token;
};

template <typename T>
void MultistatusReader::State::add(std::vector<T>& list, std::string_view value) {
  if (list.size() < limits.max_values && !value.empty()) list.emplace_back(value);
}

void MultistatusReader::State::on_start(std::string_view name, std::string_view name_attribute) {
  const auto above = parent();
  const auto element = element_of(name, above);
  if (above == Element::document && element != Element::multistatus) {
    xml.stop({ErrorKind::invalid_data, "the server's answer is XML, but no multistatus"});
    return;
  }
  stack.push_back(element);
  text.clear();
  collecting = has_text(element);
  if (element == Element::response) {
    response = {};
    if (++responses > limits.max_responses) {
      xml.stop({ErrorKind::refused, "the server lists more objects than allowed"});
    }
  } else if (element == Element::propstat) {
    properties = {};
    propstat_status = 0;
  } else if (element == Element::resourcetype) {
    properties.resource_type.emplace();
  } else {
    see_flag(above, name, name_attribute);
  }
}

/// Elements that say something by being there.
void MultistatusReader::State::see_flag(Element above, std::string_view name,
                                        std::string_view name_attribute) {
  if (above == Element::resourcetype && properties.resource_type) {
    auto& type = *properties.resource_type;
    type.collection |= name == "DAV:|collection";
    type.principal |= name == "DAV:|principal";
    type.calendar |= name == "urn:ietf:params:xml:ns:caldav|calendar";
    type.schedule_inbox |= name == "urn:ietf:params:xml:ns:caldav|schedule-inbox";
    type.schedule_outbox |= name == "urn:ietf:params:xml:ns:caldav|schedule-outbox";
  } else if (above == Element::report || (above == Element::supported_report && name != "DAV:|report")) {
    // RFC 3253 3.1.5 puts a DAV:report around the name; xandikos does not.
    add(properties.reports, local_name(name));
  } else if (above == Element::privilege) {
    add(properties.privileges, local_name(name));
  } else if (above == Element::component_set) {
    add(properties.components, name_attribute);
  }
}

void MultistatusReader::State::on_text(std::string_view piece) {
  if (!collecting) return;
  if (text.size() + piece.size() > limits.max_text) {
    xml.stop({ErrorKind::refused, "the server gives a single value larger than allowed"});
    return;
  }
  text.append(piece);
}

void MultistatusReader::State::on_end() {
  const auto element = stack.back();
  stack.pop_back();
  const auto above = parent();
  collecting = false;
  switch (element) {
    case Element::multistatus:
      closed = true;
      break;
    case Element::response:
      end_response();
      break;
    case Element::propstat:
      if (success(propstat_status)) merge(response, properties);
      break;
    case Element::href:
      end_href(above);
      break;
    default:
      if (has_text(element)) end_text(element, above);
  }
}

void MultistatusReader::State::end_href(Element above) {
  const auto value = trimmed(text);
  switch (above) {
    case Element::response:
      // RFC 4918 14.24: several hrefs may have one status.
      if (response.href.empty()) {
        response.href = Href(value);
      } else if (!value.empty()) {
        others.emplace_back(value);
      }
      break;
    case Element::principal:
      add(properties.principals, value);
      break;
    case Element::home_set:
      add(properties.home_set, value);
      break;
    case Element::address_set:
      add(properties.addresses, value);
      break;
    case Element::proxy_for:
      add(properties.proxies, value);
      break;
    case Element::schedule_inbox:
      properties.schedule_inbox = Href(value);
      break;
    case Element::schedule_outbox:
      properties.schedule_outbox = Href(value);
      break;
    case Element::schedule_default:
      properties.schedule_default_calendar = Href(value);
      break;
    default:
      break;
  }
}

void MultistatusReader::State::end_text(Element element, Element above) {
  const auto value = trimmed(text);
  if (element == Element::status) {
    (above == Element::propstat ? propstat_status : response.status) = status_code(value);
  } else if (element == Element::calendar_data) {
    if (!value.empty()) properties.calendar_data = std::move(text);
  } else if (element == Element::sync_token && above == Element::multistatus) {
    token = SyncToken(value);
  } else if (value.empty()) {
    return;  // an empty value proves nothing: as if the server had not given it
  } else if (element == Element::getetag) {
    properties.etag = ETag(value);
  } else if (element == Element::getlastmodified) {
    properties.last_modified = value;
  } else if (element == Element::displayname) {
    properties.display_name = value;
  } else if (element == Element::getctag) {
    properties.ctag = value;
  } else if (element == Element::sync_token) {
    properties.sync_token = SyncToken(value);
  }
}

void MultistatusReader::State::end_response() {
  for (auto& href : std::exchange(others, {})) {
    Response other;
    other.href = std::move(href);
    other.status = response.status;
    if (response.status != 0) ready.push_back(std::move(other));
  }
  if (!response.href.empty()) ready.push_back(std::move(response));
  response = {};
}

MultistatusReader::MultistatusReader(const XmlLimits& limits) : state_(std::make_unique<State>(limits)) {}
MultistatusReader::MultistatusReader(MultistatusReader&&) noexcept = default;
MultistatusReader& MultistatusReader::operator=(MultistatusReader&&) noexcept = default;
MultistatusReader::~MultistatusReader() = default;

Expected<void> MultistatusReader::feed(std::string_view bytes) {
  return state_->xml.feed(bytes, false);
}

Expected<void> MultistatusReader::finish() {
  auto result = state_->xml.feed({}, true);
  if (result && !state_->closed) return fail(ErrorKind::invalid_data, "the server's answer is cut off");
  return result;
}

std::vector<Response> MultistatusReader::take() {
  return std::exchange(state_->ready, {});
}

const std::optional<SyncToken>& MultistatusReader::sync_token() const {
  return state_->token;
}

Expected<Multistatus> read_multistatus(std::string_view text, const XmlLimits& limits) {
  MultistatusReader reader(limits);
  if (auto fed = reader.feed(text); !fed) return std::unexpected(fed.error());
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return Multistatus{reader.take(), reader.sync_token()};
}

}  // namespace evenkeel::dav
