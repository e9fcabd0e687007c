// The one place of this room that opens texts: those of evenkeel's own events on shared calendars.
#pragma once

#include "core/calendar/private_text.hpp"

#include <string>

namespace evenkeel {

class SharedCalendarText {
 public:
  /// Only for objects whose UID is ours: everybody who may see the shared calendar may read them.
  static const std::string& of_own(const PrivateText& text) { return text.open(PrivateText::Key{}); }
};

}  // namespace evenkeel
