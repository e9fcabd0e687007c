// What the tests of agendas share: a weekly check-in of Alex and Sam, on Monday 2026-11-23, 12:00.
#pragma once

#include "core/plans/agenda.hpp"
#include "core/plans/household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {

class AgendaTest : public testing::Test {
 protected:
  AgendaTest() {
    settings_.coverages.emplace_back().title = "School pick-up";
    Routine r;
    r.id = "alignment";
    r.with = {PersonId("alex"), PersonId("sam")};
    for (const auto* name : {"wins", "risks", "support", "promises", "ahead"}) r.agenda.push_back({name, {}});
    settings_.routines.push_back(r);
  }

  std::string text(const char* day = "2026-11-29") { return prepare_agenda(circumstances(), slot(day)).text; }

  static Slot slot(const char* day) {
    return {0, "2026-W48", {at(day, 19), at(day, 19, 30)}, "slot/alignment/2026-W48", ""};
  }

  AgendaCircumstances circumstances() {
    return {settings_,      at("2026-11-23", 12),
            findings_,      rota_,
            slots_,         crunches_,
            wins_,          ahead_,
            loads_,         promises_,
            decisions_,     changes_,
            proposals_,     alignment_,
            opportunities_, prompts_,
            files_};
  }

  Finding& finding(std::string kind, std::string explanation, Interval time) {
    Finding& f = findings_.emplace_back();
    f.kind = std::move(kind);
    f.explanation = std::move(explanation);
    f.time = time;
    f.severity = Severity::warning;
    return f;
  }

  Settings settings_ = household();
  std::vector<Finding> findings_;
  Rota rota_;
  std::vector<Slot> slots_;
  std::array<std::vector<Interval>, 2> crunches_;
  std::vector<Win> wins_;
  std::vector<Ahead> ahead_;
  std::map<Date, std::array<double, 2>> loads_;
  std::vector<PromiseRecord> promises_;
  std::vector<DecisionRecord> decisions_;
  std::vector<std::string> changes_, proposals_;
  AlignmentProposal alignment_;
  std::vector<std::pair<Instant, std::string>> opportunities_;
  Prompts prompts_;
  std::map<std::string, std::string, std::less<>> files_;
};

}  // namespace evenkeel::test
