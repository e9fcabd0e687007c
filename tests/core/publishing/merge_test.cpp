#include "core/publishing/merge.hpp"

#include "core/publishing/same.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

struct DescriptionCase {
  const char* name;
  const char* theirs;
  const char* base;
  const char* ours;
  const char* merged;
};

class Description : public testing::TestWithParam<DescriptionCase> {};

TEST_P(Description, keepsWhatPeopleWrote) {
  const DescriptionCase& c = GetParam();
  EXPECT_EQ(merged_description(c.theirs, c.base, c.ours), c.merged);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Description,
    testing::Values(
        DescriptionCase{"unchanged wish touches nothing", "ours, and notes", "ours", "ours",
                        "ours, and notes"},
        DescriptionCase{"unchanged wish, even where it was emptied", "", "ours", "ours", ""},
        DescriptionCase{"blanks at line ends are no change", "a  \r\nb", "a\nb", "a\r\nb \n", "a  \r\nb"},
        DescriptionCase{"plain replacement", "old", "old", "new", "new"},
        DescriptionCase{"notes around survive", "before\nold\nafter", "old", "new", "before\nnew\nafter"},
        DescriptionCase{"written inside: theirs stays", "ol and d", "old", "new", "ol and d"},
        DescriptionCase{"nothing before, notes there", "note", "", "new", "new\n\nnote"},
        DescriptionCase{"nothing at all", "", "", "new", "new"},
        DescriptionCase{"of HTML what shows", "<p>old</p><p>two &amp; three<br>note</p>", "old\ntwo & three",
                        "new", "new\nnote"},
        DescriptionCase{"of HTML with our lines set otherwise",
                        "<ul><li>16 h</li></ul>Delete this event when you have seen it.<br>note",
                        "16 h\n\nDelete this event when you have seen it.", "18 h", "18 h\n\nnote"},
        DescriptionCase{"of a block without its end our lines go", "top\n── evenkeel ──\nold\nmine\nbottom",
                        "── evenkeel ──\nold\n── end ──", "── evenkeel ──\nnew\n── end ──",
                        "top\n── evenkeel ──\nnew\n── end ──\nmine\nbottom"},
        DescriptionCase{"of a block without its beginning too", "old\n── end ──\nbottom",
                        "── evenkeel ──\nold\n── end ──", "── evenkeel ──\nnew\n── end ──",
                        "── evenkeel ──\nnew\n── end ──\nbottom"},
        DescriptionCase{"block replaced, outside kept", "top\n── evenkeel ──\nold\n── end ──\nbottom",
                        "── evenkeel ──\nother\n── end ──", "── evenkeel ──\nnew\n── end ──",
                        "top\n── evenkeel ──\nnew\n── end ──\nbottom"}),
    [](const testing::TestParamInfo<DescriptionCase>& param) {
      return "case" + std::to_string(param.index);
    });

struct LengthCase {
  const char* text;
  const char* left;
};

class Lengths : public testing::TestWithParam<LengthCase> {};

TEST_P(Lengths, areLeftOut) {
  EXPECT_EQ(without_lengths(GetParam().text), GetParam().left);
}

INSTANTIATE_TEST_SUITE_P(Cases, Lengths,
                         testing::Values(LengthCase{"needs 22 h.", "needs ."},
                                         LengthCase{"14 h 30 min free", " free"}, LengthCase{"45 min", ""},
                                         LengthCase{"Sam 97 %, Alex 5 %", "Sam , Alex "},
                                         LengthCase{"97 %x", "97 %x"},
                                         LengthCase{"15:15–16:00 on 2 Dec", "15:15–16:00 on 2 Dec"},
                                         LengthCase{"2 hats, 3 minutes, 12 h4", "2 hats, 3 minutes, 12 h4"},
                                         LengthCase{"1.5 h", "1."},  // not how lengths are written here
                                         LengthCase{"", ""}, LengthCase{"7", "7"}, LengthCase{"7 h", ""}));

}  // namespace
}  // namespace evenkeel::test
