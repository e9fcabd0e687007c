#include "core/ical/component_text.hpp"

#include "core/ical/limits.hpp"
#include "core/ical/repair/backslash.hpp"
#include "core/ical/repair/control_characters.hpp"
#include "core/ical/repair/utf8.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <utility>

namespace evenkeel::ical {

namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeParser {
  void operator()(icalparser* parser) const { icalparser_free(parser); }
};

// A text without what would end a line or a parameter.
std::string clean(std::string_view text) {
  return without_control_characters(valid_utf8(text));
}

// libical drops the blanks around a value; they pass through it as a control character, which no clean text
// holds.
constexpr char blank_mark = '\x01';

std::string with_marked_blanks(std::string text) {
  for (auto c = text.begin(); c != text.end() && *c == ' '; ++c) *c = blank_mark;
  for (auto c = text.rbegin(); c != text.rend() && *c == ' '; ++c) *c = blank_mark;
  return text;
}

std::string text_of(icalproperty* property) {
  const icalvalue* value = icalproperty_get_value(property);
  if (value == nullptr) return {};
  // Kinds that hold a string; every other one has a getter of its own and is not asked here.
  const char* const text = icalvalue_get_text(value);
  std::string result = text == nullptr ? std::string{} : std::string(text);
  std::replace(result.begin(), result.end(), blank_mark, ' ');
  return result;
}

Status status_of(icalproperty* property) {
  switch (icalproperty_get_status(property)) {
    case ICAL_STATUS_TENTATIVE:
      return Status::tentative;
    case ICAL_STATUS_CONFIRMED:
      return Status::confirmed;
    case ICAL_STATUS_CANCELLED:
      return Status::cancelled;
    case ICAL_STATUS_NEEDSACTION:
      return Status::needs_action;
    case ICAL_STATUS_COMPLETED:
      return Status::completed;
    case ICAL_STATUS_INPROCESS:
      return Status::in_process;
    default:
      return Status::none;
  }
}

Classification class_of(icalproperty* property) {
  switch (icalproperty_get_class(property)) {
    case ICAL_CLASS_PUBLIC:
      return Classification::public_;
    case ICAL_CLASS_CONFIDENTIAL:
      return Classification::confidential;
    default:
      return Classification::private_;
  }
}

Transp transp_of(icalproperty* property) {
  switch (icalproperty_get_transp(property)) {
    case ICAL_TRANSP_TRANSPARENT:
    case ICAL_TRANSP_TRANSPARENTNOCONFLICT:
      return Transp::transparent;
    case ICAL_TRANSP_OPAQUE:
    case ICAL_TRANSP_OPAQUENOCONFLICT:
      return Transp::opaque;
    default:
      return Transp::absent;
  }
}

PartStat partstat_of(const icalparameter* parameter) {
  if (parameter == nullptr) return PartStat::needs_action;
  switch (icalparameter_get_partstat(parameter)) {
    case ICAL_PARTSTAT_ACCEPTED:
      return PartStat::accepted;
    case ICAL_PARTSTAT_DECLINED:
      return PartStat::declined;
    case ICAL_PARTSTAT_TENTATIVE:
      return PartStat::tentative;
    case ICAL_PARTSTAT_DELEGATED:
      return PartStat::delegated;
    case ICAL_PARTSTAT_COMPLETED:
    case ICAL_PARTSTAT_INPROCESS:
      return PartStat::other;
    default:
      return PartStat::needs_action;
  }
}

Address address_of(const char* text) {
  return Address{text == nullptr ? std::string_view{} : text};
}

Attendee attendee_of(icalproperty* property) {
  Attendee attendee;
  attendee.address = address_of(icalproperty_get_attendee(property));
  attendee.partstat = partstat_of(icalproperty_get_first_parameter(property, ICAL_PARTSTAT_PARAMETER));
  if (const auto* status = icalproperty_get_first_parameter(property, ICAL_SCHEDULESTATUS_PARAMETER)) {
    if (const char* const text = icalparameter_get_schedulestatus(status)) attendee.schedule_status = text;
  }
  return attendee;
}

// One property into its place; of what may stand once, the first counts.
void take(Component& into, icalproperty* property) {
  switch (icalproperty_isa(property)) {
    case ICAL_UID_PROPERTY:
      if (into.uid.empty()) into.uid = Uid{text_of(property)};
      break;
    case ICAL_SUMMARY_PROPERTY:
      if (into.summary.empty()) into.summary = PrivateText{text_of(property)};
      break;
    case ICAL_LOCATION_PROPERTY:
      if (into.location.empty()) into.location = PrivateText{text_of(property)};
      break;
    case ICAL_DESCRIPTION_PROPERTY:
      if (into.description.empty()) into.description = PrivateText{text_of(property)};
      break;
    case ICAL_CATEGORIES_PROPERTY:
      into.categories.emplace_back(text_of(property));
      break;
    case ICAL_STATUS_PROPERTY:
      into.status = status_of(property);
      break;
    case ICAL_CLASS_PROPERTY:
      into.classification = class_of(property);
      break;
    case ICAL_TRANSP_PROPERTY:
      into.transp = transp_of(property);
      break;
    case ICAL_SEQUENCE_PROPERTY:
      into.sequence = icalproperty_get_sequence(property);
      break;
    case ICAL_PERCENTCOMPLETE_PROPERTY:
      into.percent_complete = std::clamp(icalproperty_get_percentcomplete(property), 0, 100);
      break;
    case ICAL_ORGANIZER_PROPERTY:
      if (!into.organizer) into.organizer = address_of(icalproperty_get_organizer(property));
      break;
    case ICAL_ATTENDEE_PROPERTY:
      into.attendees.push_back(attendee_of(property));
      break;
    default:
      break;  // X-LIC-ERROR: what libical could not read
  }
}

}  // namespace

class ComponentText::Parser {
 public:
  explicit Parser(ComponentKind kind)
      : end_(kind == ComponentKind::event ? "END:VEVENT" : "END:VTODO"), parser_(icalparser_new()) {
    icalerror_set_errors_are_fatal(0);
    line(kind == ComponentKind::event ? "BEGIN:VEVENT" : "BEGIN:VTODO");
  }

  // libical may write into the line it is given.
  void line(std::string text) {
    if (!done_) done_.reset(icalparser_add_line(parser_.get(), text.data()));
  }

  [[nodiscard]] icalcomponent* finish() {
    line(end_);
    return done_.get();
  }

 private:
  std::string end_;
  std::unique_ptr<icalparser_impl, FreeParser> parser_;
  std::unique_ptr<icalcomponent, FreeComponent> done_;
};

ComponentText::ComponentText(ComponentKind kind) : parser_(std::make_unique<Parser>(kind)) {}
ComponentText::~ComponentText() = default;

void ComponentText::add(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  parser_->line(std::string(name) + ":" + with_marked_blanks(with_stray_backslashes_escaped(clean(value))));
}

void ComponentText::add_list(std::string_view name, std::string_view values) {
  for (const auto one : text_list(values)) {
    if (++listed_ > limits::categories) return;
    // A comma that was escaped stays so; libical splits at bare ones only.
    add(name, trimmed(one));
  }
}

void ComponentText::add_person(std::string_view name, const ContentLine& line, const Address& address) {
  std::string text(name);
  // libical 3.0.16 knows no PARTSTAT in quotes, and IN-PROCESS as INPROCESS only.
  const std::string partstat = upper(line.param("PARTSTAT"));
  const auto in_token = [](char c) { return c == '-' || (c >= 'A' && c <= 'Z'); };
  if (partstat == "IN-PROCESS") {
    text += ";PARTSTAT=INPROCESS";
  } else if (!partstat.empty() && std::all_of(partstat.begin(), partstat.end(), in_token)) {
    text += ";PARTSTAT=" + partstat;
  }
  std::string status = clean(line.param("SCHEDULE-STATUS"));
  std::erase(status, '"');
  if (!status.empty()) text.append(";SCHEDULE-STATUS=\"").append(status).append("\"");
  parser_->line(text + ":" + address.str());
}

void ComponentText::decode_into(Component& component) {
  icalcomponent* const decoded = parser_->finish();
  if (decoded == nullptr) return;
  auto* property = icalcomponent_get_first_property(decoded, ICAL_ANY_PROPERTY);
  for (; property != nullptr; property = icalcomponent_get_next_property(decoded, ICAL_ANY_PROPERTY)) {
    take(component, property);
  }
}

Address person(const ContentLine& line) {
  constexpr std::string_view scheme = "mailto:";
  const std::string_view value = trimmed(line.value);
  const bool mail = value.size() > scheme.size() && equal_folded(value.substr(0, scheme.size()), scheme);
  std::string_view address = mail ? trimmed(value.substr(scheme.size())) : value;
  if (!mail && !line.param("EMAIL").empty()) address = line.param("EMAIL");
  std::string folded = clean(address);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return Address{std::move(folded)};
}

}  // namespace evenkeel::ical
