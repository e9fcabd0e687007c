#include "core/ical/repair/backslash.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

TEST(Backslash, EscapesStayAndStraysAreDoubled) {
  EXPECT_EQ(with_stray_backslashes_escaped(R"(a\,b\;c\\d\ne\N)"), R"(a\,b\;c\\d\ne\N)");
  EXPECT_EQ(with_stray_backslashes_escaped(R"(C:\temp)"), R"(C:\\temp)");
  EXPECT_EQ(with_stray_backslashes_escaped("end\\"), "end\\\\");
}

TEST(Backslash, AStrayOneReadsAsItself) {
  EXPECT_EQ(only(event({R"(SUMMARY:C:\temp \"x\" \\ y\, z\nnext)"})).summary,
            PrivateText{"C:\\temp \\\"x\\\" \\ y, z\nnext"});
}

TEST(TextList, SplitsAtBareCommasOnly) {
  EXPECT_EQ(text_list(R"(a,b\,c,,d\\,e)"),
            (std::vector<std::string_view>{"a", R"(b\,c)", "", R"(d\\)", "e"}));
  EXPECT_EQ(text_list(""), (std::vector<std::string_view>{""}));
}

}  // namespace
}  // namespace evenkeel::ical
