#include "io/settings/places.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace evenkeel {
namespace {

Environment of(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

TEST(Configuration, IsLookedForInOrder) {
  const auto home = std::filesystem::path(testing::TempDir()) / "places";
  std::filesystem::create_directories(home / ".config/evenkeel");
  std::ofstream(home / ".config/evenkeel/evenkeel.toml") << "#";
  const std::string own = (home / ".config/evenkeel/evenkeel.toml").string();
  const auto both = of({{"EVENKEEL_CONFIG", "/named.toml"}, {"HOME", home.string()}});
  EXPECT_EQ(find_configuration("given.toml", both), "given.toml");
  EXPECT_EQ(find_configuration("", both), "/named.toml");
  EXPECT_EQ(find_configuration("", of({{"EVENKEEL_CONFIG", ""}, {"HOME", home.string()}})), own);
}

TEST(Configuration, WhereNoneIsTheLookedAtPlacesAreNamed) {
  if (std::filesystem::exists("/etc/evenkeel/evenkeel.toml")) GTEST_SKIP() << "this machine has one";
  const auto found = find_configuration("", of({{"HOME", "/nowhere"}}));
  ASSERT_FALSE(found.has_value());
  EXPECT_NE(
      found.error().text.find("/nowhere/.config/evenkeel/evenkeel.toml and /etc/evenkeel/evenkeel.toml"),
      std::string::npos);
}

TEST(State, HasADefault) {
  EXPECT_EQ(
      default_state_directory(of({{"STATE_DIRECTORY", "/var/lib/evenkeel"}, {"HOME", "/h"}}), "/conf/e.toml"),
      "/var/lib/evenkeel");
  EXPECT_EQ(default_state_directory(of({{"STATE_DIRECTORY", "/a:/b"}}), "/conf/e.toml"), "/a");
  EXPECT_EQ(default_state_directory(of({{"XDG_STATE_HOME", "/s"}, {"HOME", "/h"}}), "/conf/e.toml"),
            "/s/evenkeel");
  EXPECT_EQ(default_state_directory(of({{"HOME", "/h"}}), "/conf/e.toml"), "/h/.local/state/evenkeel");
  EXPECT_EQ(default_state_directory(of({}), "/conf/e.toml"), "");
  const std::string system = "/etc/evenkeel/evenkeel.toml";
  EXPECT_EQ(default_state_directory(of({{"HOME", "/root"}}), system), "/var/lib/evenkeel");
  EXPECT_EQ(default_state_directory(of({{"XDG_STATE_HOME", "/s"}}), system), "/s/evenkeel");
  EXPECT_EQ(default_state_directory(of({{"HOME", "/root"}}), "/etc/evenkeel/upstairs.toml"),
            "/var/lib/evenkeel/upstairs");
}

TEST(Paths, AreMadeAbsolute) {
  const auto home = of({{"HOME", "/home/alex"}});
  const std::map<std::string, std::string> table{{"/a/b", "/a/b"},
                                                 {"b", "/conf/b"},
                                                 {"../b", "/b"},
                                                 {"./b/../c", "/conf/c"},
                                                 {"~/b", "/home/alex/b"},
                                                 {"~other/b", "/conf/~other/b"},
                                                 {"file:///a/b%20c", "/a/b c"},
                                                 {"file://localhost/a", "/a"}};
  for (const auto& [path, expected] : table) EXPECT_EQ(resolve_path(path, "/conf", home), expected) << path;
}

TEST(ServiceInstance, IsNamedByTheConfiguration) {
  EXPECT_EQ(service_instance("/etc/evenkeel/evenkeel.toml"), "");
  EXPECT_EQ(service_instance("/etc/evenkeel/upstairs.toml"), "upstairs");
  EXPECT_EQ(service_instance("/etc//evenkeel/../evenkeel/flat.2.toml"), "flat.2");
  EXPECT_EQ(service_instance("/etc/evenkeel/drafts/upstairs.toml"), std::nullopt);
  EXPECT_EQ(service_instance("/etc/evenkeel/prompts.txt"), std::nullopt);
  EXPECT_EQ(service_instance("/home/sam/evenkeel.toml"), std::nullopt);
}

}  // namespace
}  // namespace evenkeel
