// Who else may read or change the configuration: permission bits as chmod(2) has them.
#include "io/settings/file_worries.hpp"

#include "io/settings/least_household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace evenkeel {
namespace {

using test::kLeast;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kFeed =
    "[[partner.calendar]]\nname = \"work\"\nurl = \"https://cal.example.org/secret/a.ics\"\n";

std::vector<std::string> worries(const std::string& text, mode_t mode, uid_t owner = ::geteuid()) {
  const std::string path = testing::TempDir() + "evenkeel-worries-" + std::to_string(::getpid()) + ".toml";
  std::ofstream(path) << text;
  EXPECT_EQ(::chmod(path.c_str(), mode), 0);
  if (owner != ::geteuid()) {
    EXPECT_EQ(::chown(path.c_str(), owner, static_cast<gid_t>(-1)), 0);
  }
  std::vector<std::string> said;
  for (const SettingsProblem& p : worries_about_file(path, load_settings(path, test::zones()).settings)) {
    EXPECT_TRUE(p.warning);
    EXPECT_EQ(p.str().find("secret/a.ics"), std::string::npos);
    said.push_back(p.text);
  }
  ::unlink(path.c_str());
  return said;
}

TEST(ConfigurationFile, WhoMayReadSecretAddresses) {
  EXPECT_THAT(worries(kLeast, 0644), IsEmpty()) << "nothing secret stands in it";
  EXPECT_THAT(worries(kLeast + kFeed, 0640), IsEmpty());
  EXPECT_THAT(worries(kLeast + kFeed, 0644), ElementsAre(HasSubstr("may read it")));
  const std::string topic = "[[notify]]\nkind = \"ntfy\"\nurl = \"https://ntfy.example/t\"\n";
  EXPECT_THAT(worries(kLeast + topic, 0604), ElementsAre(HasSubstr("may read it")));
  const std::string file = "[[partner.calendar]]\nname = \"work\"\nurl = \"/srv/a.ics\"\n";
  EXPECT_THAT(worries(kLeast + file, 0644), IsEmpty()) << "a path is no secret";
}

TEST(ConfigurationFile, WhoMayChangeIt) {
  EXPECT_THAT(worries(kLeast, 0666), ElementsAre(HasSubstr("may change it")));
  EXPECT_THAT(worries(kLeast, 0660), IsEmpty()) << "its group is the owner's choice";
  if (::geteuid() != 0) GTEST_SKIP() << "a file is given away by root alone";
  EXPECT_THAT(worries(kLeast, 0600, 65534), ElementsAre(HasSubstr("belongs to another user")));
}

}  // namespace
}  // namespace evenkeel
