// One reader for each kind of section, each in a file of its name. They are called in this order, so that
// what is named stands before what names it.
#pragma once

#include "io/settings/section.hpp"

namespace evenkeel::settings {

void read_household(Section& root);  // without `pause`, which names calendars
void read_partners(Section& root);
void read_helpers(Section& root);
void read_shared(Section& root);
void read_pause(Section& root);
void read_coverages(Section& root);
void read_routines(Section& root);
void read_protects(Section& root);
void read_rules(Section& root);
void read_careers(Section& root);
void read_alerts(Section& root);
void read_mail(Section& root);
void read_notify(Section& root);
void read_opportunities(Section& root);
void read_pilots(Section& root);
void read_outputs(Section& root);  // [metrics], [web]

/// What is left when everything is read: contradictions between sections, and defaults made of several.
void finish_whole(Section& root);

}  // namespace evenkeel::settings
