#include "core/plans/promises.hpp"

#include "core/plans/household.hpp"

#include <gmock/gmock.h>

#include <map>

namespace evenkeel::test {
namespace {

constexpr const char* line = "- [ ] Sam: call Gran by 2026-12-01\n";
const std::string ours = "── evenkeel ──\n── end ──\n";

Notes notes(const std::string& text) {
  return read_notes(text, household());
}

std::vector<PromiseRecord> after(std::vector<PromiseRecord> records, const std::string& text,
                                 const char* today, const std::vector<std::string>& carried = {}) {
  return update_promises(std::move(records), notes(text), carried, date(today));
}

struct Row {
  const char* what;
  const char* by;
  const char* ticked;
  const char* today;
  PromiseState state;
};

// "Kept: first seen ticked not later than its date (or no date). Missed: its date is over and it is not
// ticked."
TEST(Promises, KeptAndMissed) {
  const std::vector<Row> table{
      {"open", "2026-12-01", nullptr, "2026-12-01", PromiseState::open},
      {"missed", "2026-12-01", nullptr, "2026-12-02", PromiseState::missed},
      {"kept on the day", "2026-12-01", "2026-12-01", "2026-12-09", PromiseState::kept},
      {"late", "2026-12-01", "2026-12-02", "2026-12-09", PromiseState::late},
      {"open without a date", nullptr, nullptr, "2027-12-01", PromiseState::open},
      {"kept without a date", nullptr, "2027-12-01", "2027-12-01", PromiseState::kept},
  };
  for (const Row& row : table) {
    SCOPED_TRACE(row.what);
    PromiseRecord p{"sam", "call Gran", {}, date("2026-11-01"), {}, false};
    if (row.by != nullptr) p.by = date(row.by);
    if (row.ticked != nullptr) p.ticked = date(row.ticked);
    EXPECT_EQ(state_of(p, date(row.today)), row.state);
  }
}

TEST(Promises, OpenSinceFirstSeenAndTickedWhenFirstSeenTicked) {
  auto records = after({}, line, "2026-11-23");
  records = after(records, line, "2026-11-24");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].open_since, date("2026-11-23"));
  EXPECT_EQ(records[0].by, date("2026-12-01"));
  records = after(records, "* [x] SAM:  call gran", "2026-11-30");
  records = after(records, "* [x] SAM:  call gran", "2026-12-05");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].ticked, date("2026-11-30"));
}

// An older agenda still shows the open line: that is no un-ticking.
TEST(Promises, ATickIsNotTakenBack) {
  auto records = after({}, "- [x] Sam: call Gran", "2026-11-23");
  records = after(records, line, "2026-11-24");
  EXPECT_TRUE(records[0].ticked);
}

// "inside it only ticks are read": a date changed inside the block is not.
TEST(Promises, DatesAreReadOutsideTheBlock) {
  auto records = after({}, line, "2026-11-23");
  records = after(records, "── evenkeel ──\n- [ ] Sam: call Gran by 2027-01-01\n── end ──", "2026-11-24");
  EXPECT_EQ(records[0].by, date("2026-12-01"));
  records = after(records, "- [ ] Sam: call Gran by 2027-01-01", "2026-11-24");
  EXPECT_EQ(records[0].by, date("2027-01-01"));
}

// "a line that somebody deletes is dropped" - one that stood there; not when a program cut the whole block.
TEST(Promises, DeletedLinesAreDropped) {
  const std::vector<std::string> carried{promise_key("sam", "call Gran")};
  const auto records = after({}, line, "2026-11-23");
  EXPECT_FALSE(after(records, ours, "2026-11-24")[0].dropped);
  EXPECT_TRUE(after(records, ours, "2026-11-24", carried)[0].dropped);
  EXPECT_FALSE(after(records, "", "2026-11-24", carried)[0].dropped);
  EXPECT_FALSE(after(records, ours + line, "2026-11-24", carried)[0].dropped);
  EXPECT_EQ(state_of(after(records, ours, "2026-11-24", carried)[0], date("2026-12-24")),
            PromiseState::dropped);
}

/// As a household goes through its days: what an agenda shows, looked at again and again.
class Agendas {
 public:
  void look(const std::string& agenda, const std::string& text, const char* today,
            const std::vector<std::string>& carried = {}) {
    SeenLines& before = seen_[agenda];
    records = update_promises(std::move(records), notes(text), carried, date(today), before);
    before = seen_lines(notes(text), carried);
  }
  std::vector<PromiseRecord> records;

 private:
  static SeenLines empty() { return {.known = true, .outside = {}, .gone = {}}; }
  std::map<std::string, SeenLines> seen_{{"a", empty()}, {"b", empty()}, {"c", empty()}};
};

TEST(Promises, ADroppedOneThatIsTypedAgainIsMadeAgain) {
  const std::vector<std::string> carried{promise_key("sam", "call Gran")};
  Agendas agendas;
  agendas.look("a", ours + line, "2026-11-23");
  agendas.look("b", ours, "2026-11-24", carried);  // carried there, and deleted
  ASSERT_TRUE(agendas.records[0].dropped);
  agendas.look("a", ours + line, "2026-11-25");  // where it was typed first it stands still
  agendas.look("b", ours, "2026-11-25", carried);
  EXPECT_TRUE(agendas.records[0].dropped);
  agendas.look("c", ours + "- [ ] Sam: call Gran by 2027-01-15\n", "2026-11-30");
  EXPECT_FALSE(agendas.records[0].dropped);
  EXPECT_EQ(agendas.records[0].by, date("2027-01-15"));
  EXPECT_EQ(agendas.records[0].open_since, date("2026-11-30"));
  agendas.look("b", ours, "2026-12-01", carried);  // deleted there long ago
  EXPECT_FALSE(agendas.records[0].dropped);
  agendas.look("c", ours, "2026-12-02", carried);
  EXPECT_TRUE(agendas.records[0].dropped);
}

TEST(Promises, ATickedOneIsNotDropped) {
  auto records = after({}, "- [x] Sam: call Gran", "2026-11-23");
  records = after(records, ours, "2026-11-24", {promise_key("sam", "call Gran")});
  EXPECT_EQ(state_of(records[0], date("2026-11-24")), PromiseState::kept);
}

// "it comes back in the first agenda on or after that date".
TEST(Decisions, ReturnOnce) {
  auto records = update_decisions({}, notes("agreed: no phones review 2026-12-01"));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_FALSE(returned_decisions(records, date("2026-11-30"))[0].returned);
  records = returned_decisions(records, date("2026-12-01"));
  EXPECT_TRUE(records[0].returned);
  EXPECT_TRUE(update_decisions(records, notes("agreed: No  phones review 2026-12-01"))[0].returned);
  records = update_decisions(records, notes("agreed: no phones review 2027-03-01"));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_FALSE(records[0].returned);
  EXPECT_EQ(update_decisions(records, notes("agreed: no phones review 2026-12-01"))[0].review,
            date("2027-03-01"));
}

}  // namespace
}  // namespace evenkeel::test
