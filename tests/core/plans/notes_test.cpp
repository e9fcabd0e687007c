#include "core/plans/notes.hpp"

#include "core/plans/fold.hpp"
#include "core/plans/household.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NotedPromise promise(std::string who, std::string text, const char* by = nullptr, bool ticked = false) {
  return {std::move(who), std::move(text), by != nullptr ? std::optional(date(by)) : std::nullopt, ticked,
          false};
}

struct Row {
  const char* line;
  std::optional<NotedPromise> promise;
};

// "A line `- [ ] WHO: TEXT by YYYY-MM-DD` (or `* [ ]`; WHO a partner's id or name or `both`; date optional)
// anywhere is a promise; `[x]` is ticked."
TEST(Notes, PromiseLines) {
  const std::vector<Row> table{
      {"- [ ] Sam: book the dentist by 2026-12-01", promise("sam", "book the dentist", "2026-12-01")},
      {"* [ ] sam: book the dentist", promise("sam", "book the dentist")},
      {"- [x] ALEX: taxes by 2026-12-01", promise("alex", "taxes", "2026-12-01", true)},
      {"- [X] both: tidy up", promise("both", "tidy up", nullptr, true)},
      {"  -  [ ]  Sam :  call   Gran  ", promise("sam", "call Gran")},
      {"- [ ] Sam: stand by 2026-13-01", promise("sam", "stand by 2026-13-01")},
      {"- [ ] Sam: stand by me", promise("sam", "stand by me")},
      {"- [ ] Sam: nearby 2026-12-01", promise("sam", "nearby 2026-12-01")},
      {"- [ ] Sam: a by b by 2026-12-01", promise("sam", "a by b", "2026-12-01")},
      {"- [ ] Sam: ask: what then?", promise("sam", "ask: what then?")},
      {"- [ ] Gran: soup", std::nullopt},
      {"- [ ] Sam:", std::nullopt},
      {"- [ ] Sam: \x1c\x1c", std::nullopt},
      {"- [ ] Sam: by 2026-12-01", promise("sam", "by 2026-12-01")},
      {"- [ ] no colon", std::nullopt},
      {"[ ] Sam: no bullet", std::nullopt},
      {"- [] Sam: no box", std::nullopt},
      {"- Sam: no box", std::nullopt},
      {"so - [ ] Sam: not at the start", std::nullopt},
  };
  for (const Row& row : table) {
    SCOPED_TRACE(row.line);
    const Notes notes = read_notes(row.line, household());
    if (row.promise) {
      EXPECT_THAT(notes.promises, ElementsAre(*row.promise));
    } else {
      EXPECT_THAT(notes.promises, IsEmpty());
    }
  }
}

// "The same promise: same WHO and TEXT (case folded, blanks collapsed)": once, ticked when any line is, and
// by the date of the last line outside the block, inside which "only ticks are read".
TEST(Notes, TheSamePromiseOnce) {
  const std::string text =
      "- [ ] Sam: Call  gran by 2026-12-03\r\n── evenkeel ──\r\n- [x] Sam: call Gran by 2026-12-01\r\n── end "
      "──\r\n"
      "* [ ] SAM: call\tgran by 2026-12-05";
  const Notes notes = read_notes(text, household());
  EXPECT_THAT(notes.promises, ElementsAre(promise("sam", "Call gran", "2026-12-05", true)));
  EXPECT_TRUE(notes.has_block);
}

TEST(Notes, OnlyInTheBlock) {
  const Notes notes = read_notes("── evenkeel ──\n- [ ] Sam: call Gran\n── end ──", household());
  ASSERT_EQ(notes.promises.size(), 1U);
  EXPECT_TRUE(notes.promises[0].only_in_block);
}

TEST(Notes, NamesAreFolded) {
  Settings s = household();
  s.partners[1].name = "Zoë Ångström";
  EXPECT_THAT(read_notes("- [ ] ZOË  ÅNGSTRÖM: rest", s).promises, ElementsAre(promise("sam", "rest")));
  EXPECT_EQ(folded("ÄÖÜ ĶŽ ŸΩЖЁ"), folded("äöü ķž ÿωжё"));
  EXPECT_EQ(folded(" a\u00a0\t b "), "a b");
  EXPECT_NE(folded("×"), folded("÷"));
  // Python's casefold().
  EXPECT_EQ(folded("Groß"), folded("GROSS"));
  EXPECT_EQ(folded("STRAẞE"), "strasse");
  EXPECT_EQ(folded("İpek"), "i\u0307pek");
  EXPECT_EQ(folded("ΟΔΟΣ"), folded("οδος"));
  EXPECT_EQ(folded("\u00B5ſŉ"), "\u03BCs\u02BCn");
}

// "A line `agreed: TEXT review YYYY-MM-DD` is a decision"; inside the block it is evenkeel's own.
TEST(Notes, Decisions) {
  const Notes notes = read_notes(
      "Agreed: no phones at supper review 2027-01-01\nagreed: nothing\n── evenkeel ──\nagreed: ours review "
      "2027-01-01\n── end ──\n",
      household());
  EXPECT_THAT(notes.decisions, ElementsAre(NotedDecision{"no phones at supper", date("2027-01-01")}));
}

const std::string block = "── evenkeel ──\nnew\n── end ──";

struct Merge {
  const char* what;
  std::string before, after;
};

// "what stands outside is the people's and survives" - to the letter.
TEST(Notes, PeoplesTextSurvives) {
  const std::vector<Merge> table{
      {"nothing yet", "", block},
      {"text alone", "ours\n", block + "\nours\n"},
      {"block alone", "── evenkeel ──\nold\n── end ──", block},
      {"around", "a\r\n\r\n── evenkeel ──\r\nold\r\n── end ──\r\n  b\t\n",
       "a\r\n\r\n" + block + "\r\n  b\t\n"},
      {"marks with blanks", "x\n  ── evenkeel ── \nold\n ── end ──\ny", "x\n" + block + "\ny"},
      {"no end: nothing of what follows is lost", "── evenkeel ──\nmine\n", block + "\nmine\n"},
      {"an end alone is text", "── end ──\nmine", block + "\n── end ──\nmine"},
      {"two blocks become one", "a\n── evenkeel ──\n1\n── end ──\nb\n── evenkeel ──\n2\n── end ──\nc",
       "a\n" + block + "\nb\nc"},
      {"begun twice", "── evenkeel ──\n── evenkeel ──\nold\n── end ──\nc", block + "\nc"},
  };
  for (const Merge& row : table) {
    SCOPED_TRACE(row.what);
    EXPECT_EQ(with_block(row.before, block), row.after);
    EXPECT_EQ(with_block(row.after, block), row.after) << "not the same the second time";
  }
}

// Strangers' text: four megabytes of it, for which anything quadratic would take minutes.
TEST(Notes, LinearOnHostileText) {
  const std::vector<std::string> pieces{"- [ ] Sam: ",
                                        "── evenkeel ──\n",
                                        "- [ ] Sam: x by \n",
                                        " by by by",
                                        "\xC3",
                                        "agreed: review ",
                                        "- [x] both: a by 2026-12-01\n",
                                        "\n",
                                        "──",
                                        "<b ",
                                        "&#"};
  for (const std::string& piece : pieces) {
    std::string text;
    while (text.size() < 4'000'000) text += piece;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_LE(read_notes(text, household()).promises.size(), text.size());
    EXPECT_LE(with_block(text, block).size(), text.size() + block.size() + 2);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << piece;
  }
}

// What Google Calendar's web client makes of a description once it was edited there.
const std::string html =
    "<p>For Gran &amp; us</p><span>── evenkeel ──</span><br>Promises:<br>- [x] Sam: call Gran<br>"
    "──&nbsp;end&nbsp;──<br><ul><li>[ ] Alex: book a <b>table</b> by 2026-12-01</li><li>wine</li></ul>a &lt; "
    "b";

TEST(HtmlNotes, AreReadByTheLinesTheyShow) {
  const Notes notes = read_notes(html, household());
  EXPECT_TRUE(notes.has_block);
  ASSERT_EQ(notes.promises.size(), 2U);
  EXPECT_EQ(notes.promises[0], (NotedPromise{"sam", "call Gran", {}, true, true}));
  EXPECT_EQ(notes.promises[1], (NotedPromise{"alex", "book a table", date("2026-12-01"), false, false}));
}

TEST(HtmlNotes, GetTheirBlockReplacedAndKeepWhatPeopleWrote) {
  EXPECT_EQ(with_block(html, "── evenkeel ──\nnew\n── end ──"),
            "For Gran & us\n── evenkeel ──\nnew\n── end ──\n- [ ] Alex: book a table by 2026-12-01\n- wine\n"
            "a < b");
}

// Before there is a block as with one: the promise that evenkeel writes into it is the one that was read.
TEST(HtmlNotes, APromiseIsTheSameBeforeAndAfterItStandsInTheBlock) {
  for (const char* line : {"- [ ] Sam: read <b>this</b>", "- [ ] Sam: read &lt;b&gt;this<br>"}) {
    const Notes before = read_notes(line, household());
    ASSERT_EQ(before.promises.size(), 1U) << line;
    const std::string text = before.promises[0].text;
    const Notes after = read_notes("── evenkeel ──\n- [ ] sam: " + text + "\n── end ──", household());
    ASSERT_EQ(after.promises.size(), 1U) << line;
    EXPECT_EQ(after.promises[0].text, text) << line;
  }
}

// What shows as a tag is people's text: it is there after any number of updates of the block.
TEST(HtmlNotes, WhatOnlyShowsAsATagIsNotLost) {
  const std::string empty = "── evenkeel ──\n── end ──";
  for (const char* shown : {"say &lt;b&gt; twice", "say &#60;b> twice", "say <<i>b> twice"}) {
    const std::string once =
        with_block("<p>" + std::string(shown) + "</p>── evenkeel ──<br>── end ──", empty);
    EXPECT_EQ(once, "say &lt;b> twice\n" + empty) << shown;
    EXPECT_EQ(with_block(once, empty), once) << shown;
  }
}

TEST(HtmlNotes, TextsThatAreNoneStayAsTheyAre) {
  const std::string empty = "── evenkeel ──\n── end ──";
  for (const char* text :
       {"a <b and c> d &amp; e\n── evenkeel ──\nx\n── end ──", "── evenkeel ──\n<3\n── end ──"}) {
    const std::string after = with_block(text, empty);
    EXPECT_EQ(after, std::string(text).substr(0, std::string(text).find("──")) + empty) << text;
  }
  // HTML without our mark is people's.
  EXPECT_EQ(with_block("<b>bold</b><br>x", empty), empty + "\n<b>bold</b><br>x");
  EXPECT_EQ(with_block(std::string(100'000, '<'), empty).size(), empty.size() + 1 + 100'000);
}

}  // namespace
}  // namespace evenkeel::test
