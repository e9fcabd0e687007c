// The one place where libical reads. It is given single, unfolded, bounded lines of properties whose values
// say what and who, never when: nothing with a date, a rule or a zone reaches it (PITFALLS 0.5, 0.6).
#pragma once

#include "core/calendar/object.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/warnings.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace evenkeel::ical {

/// Collects the textual lines of one component and decodes them together.
class ComponentText {
 public:
  explicit ComponentText(ComponentKind kind);
  ~ComponentText();
  ComponentText(const ComponentText&) = delete;
  ComponentText& operator=(const ComponentText&) = delete;

  /// NAME:value with the value as written (escaped TEXT, INTEGER ...). Empty values are passed over.
  void add(std::string_view name, std::string_view value);
  /// A list of TEXT values: each of its own, up to a limit of all lists together.
  void add_list(std::string_view name, std::string_view values);
  /// ORGANIZER or ATTENDEE with the parameters that are kept; `address` as it stands in the line.
  void add_person(std::string_view name, const ContentLine& line, const Address& address);

  /// Writes what was understood into `component`; what libical refuses is left out. To be called once.
  /// PARTSTAT values unknown to RFC 5545 count as NEEDS-ACTION (3.2.12); an unknown CLASS as PRIVATE
  /// (3.8.1.3).
  void decode_into(Component& component);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
  std::size_t listed_ = 0;
};

/// The address of a CAL-ADDRESS: without `mailto:`, ASCII case folded. Where the value is no `mailto:`
/// (iCloud writes a principal's path there), the EMAIL parameter (RFC 7986 6.2).
[[nodiscard]] Address person(const ContentLine& line);

}  // namespace evenkeel::ical
