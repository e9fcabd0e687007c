// No text makes the reader crash, hang or take much memory.
#include "io/settings/key_depth.hpp"
#include "io/settings/least_household.hpp"
#include "io/settings/load.hpp"
#include "io/settings/toml.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace evenkeel::settings {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Hostile, DepthIsRefused) {
  for (const std::string& text :
       {"a = " + repeated("[", 500'000), "a = " + repeated("{a=", 500'000),
        "a = " + repeated("[{a=", 300'000), repeated("a.", 1'000'000) + "a = 1",
        "[" + repeated("a.", 1'000'000) + "a]", "a = {" + repeated("b.", 500'000) + "c = 1}",
        repeated("\"a\" . ", 200'000) + "a = 1"}) {
    EXPECT_FALSE(parse_toml(text).has_value()) << text.substr(0, 40);
  }
}

TEST(Hostile, APipeIsNotWaitedFor) {
  const TemporaryDirectory directory;
  const std::string path = directory / "evenkeel.toml";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const LoadedSettings loaded = load_settings(path, test::zones());
  EXPECT_FALSE(loaded.ok);
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_THAT(loaded.problems[0].text, testing::HasSubstr("a pipe"));
}

TEST(Hostile, SizeIsRefused) {
  EXPECT_FALSE(parse_toml("#" + std::string(5U << 20U, 'x')).has_value());
}

TEST(Hostile, AProblemIsOneLine) {
  const auto half = parse_toml("a = f\n[b]\n");
  ASSERT_FALSE(half.has_value());
  EXPECT_EQ(half.error().text.find('\n'), std::string::npos) << half.error().text;
}

TEST(Hostile, TextThatIsNoTextIsRefused) {
  EXPECT_FALSE(parse_toml(std::string_view("a = \"\xff\xfe\"", 9)).has_value());
  EXPECT_FALSE(parse_toml(std::string_view("a\0b = 1", 7)).has_value());
}

TEST(KeyDepth, CountsOnlyDotsOfKeys) {
  const std::string dots(100, '.');
  EXPECT_EQ(too_deep_key("a = \"" + dots + "\" # " + dots, 16), std::nullopt);
  EXPECT_EQ(too_deep_key("a = '" + dots + "'\nb = '''\n" + dots + "''''\nc = \"\\\"" + dots + "\"", 16),
            std::nullopt);
  EXPECT_EQ(too_deep_key(repeated("a = 1.5\n", 100), 16), std::nullopt);
  EXPECT_EQ(too_deep_key("b = 1\n" + repeated("a.", 16) + "a = 1", 16), (Position{2, 32}));
  // A string of a key, or a quote that belongs to a multi-line text, hides nothing.
  EXPECT_TRUE(too_deep_key(repeated("'a'.", 16) + "a = 1", 16).has_value());
  EXPECT_TRUE(too_deep_key("x = { a = '''x'''', " + repeated("b.", 16) + "b = 1 }", 16).has_value());
}

/// Any cut and any change of one byte is read to an end, with problems or without.
TEST(Hostile, DamagedConfigurationsAreReadToAnEnd) {
  std::ifstream in(EVENKEEL_EXAMPLE_CONFIG, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  ASSERT_FALSE(whole.empty());
  std::mt19937 random(20261121);
  for (int i = 0; i < 400; ++i) {
    std::string text = whole;
    text[random() % text.size()] = static_cast<char>(random() % 256);
    if (i % 2 == 0) text.resize(random() % text.size());
    const auto loaded = test::load(text);
    EXPECT_TRUE(loaded.ok || !loaded.problems.empty());
  }
}

TEST(Hostile, ManyWrongSectionsAreAllSaid) {
  const auto loaded = test::load(test::kLeast + repeated("[[coverage]]\nx = 1\n", 2000));
  EXPECT_FALSE(loaded.ok);
  EXPECT_EQ(loaded.problems.size(), 8000U);  // of each: x, id, time, dates
}

}  // namespace
}  // namespace evenkeel::settings
