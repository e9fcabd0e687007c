// The check-in's prepared DESCRIPTION (DESIGN section 7, "Agendas"). Nothing but disclosed text comes in
// here.
#pragma once

#include "core/findings/finding.hpp"
#include "core/household/snapshot.hpp"
#include "core/plans/alignment.hpp"
#include "core/plans/plan.hpp"

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// A deadline met, a milestone reached, a learning slot kept.
struct Win {
  Date date{};
  std::string text;  // disclosed, or from the configuration
  bool milestone = false;
};

/// Something that lies ahead, for the side by side.
struct Ahead {
  DateSpan dates;
  std::optional<PartnerIndex> who;  // empty: the household's
  std::string text;                 // disclosed, or from the configuration
};

/// Words to talk about, by section name; from a text file that people can replace:
/// a line `[dreams]`, then one prompt a line; `#` begins a comment.
using Prompts = std::map<std::string, std::vector<std::string>, std::less<>>;
Prompts read_prompts(std::string_view text);

/// As many of them stand in an agenda: the next ones after it.
inline constexpr std::size_t most_opportunities = 5;

struct AgendaCircumstances {
  const Settings& settings;
  Instant now{};
  std::span<const Finding> findings;  // in the order of lists, of the audience "household"
  const Rota& rota;
  std::span<const Slot> slots;
  std::array<std::vector<Interval>, 2> crunches;  // remaining ones, first pass
  std::vector<Win> wins;
  std::vector<Ahead> ahead;
  std::map<Date, std::array<double, 2>> week_loads;  // by Monday, for the quarterly "ahead"
  std::span<const PromiseRecord> promises;
  std::span<const DecisionRecord> decisions;
  std::vector<std::string> changes;    // of shares, disclosure, hours, sources: one sentence each
  std::vector<std::string> proposals;  // evenings after milestones
  AlignmentProposal alignment;         // for "alignment"
  std::vector<std::pair<Instant, std::string>> opportunities;  // when it begins, and a line
  const Prompts& prompts;
  std::map<std::string, std::string, std::less<>> files;  // text of { file = ... } by path
};

/// The agenda of a slot of a routine with sections: `text` begins with block_begin and ends with block_end.
Agenda prepare_agenda(const AgendaCircumstances& c, const Slot& slot);

/// Promise keys (promise_key) of the open promises that an agenda prepared now carries.
std::vector<std::string> carried_promises(std::span<const PromiseRecord> promises);

}  // namespace evenkeel
