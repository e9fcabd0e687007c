// The sections of an agenda, each as lines. Private to agendas.
#pragma once

#include "core/plans/agenda.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::agenda {

/// A section is left out when it has no lines.
struct Section {
  std::string heading;
  std::vector<std::string> lines;
};

/// The section of that name (CONTRACT section 2, `agenda`), or "agreed" and "settings", which stand in every
/// agenda that has something of them. Unknown names: empty.
Section section(const AgendaCircumstances& c, const Slot& slot, std::string_view name);

Section wins(const AgendaCircumstances& c, const Slot& slot);
Section risks(const AgendaCircumstances& c, const Slot& slot);
Section support(const AgendaCircumstances& c, const Slot& slot);
Section promises(const AgendaCircumstances& c, const Slot& slot);
Section agreed(const AgendaCircumstances& c, const Slot& slot);
Section ahead(const AgendaCircumstances& c, const Slot& slot);
Section changed_settings(const AgendaCircumstances& c, const Slot& slot);
Section opportunities(const AgendaCircumstances& c, const Slot& slot);
Section alignment(const AgendaCircumstances& c, const Slot& slot);
/// A section of prompts alone: dreams, moves, childcare, flexible, lead, load.
Section prompts(const AgendaCircumstances& c, const Slot& slot, std::string_view name);

/// The date of a slot in its routine's zone.
Date date_of(const AgendaCircumstances& c, const Slot& slot);
/// Who begins to speak: it alternates from period to period.
PartnerIndex who_starts(const AgendaCircumstances& c, const Slot& slot);

}  // namespace evenkeel::agenda
