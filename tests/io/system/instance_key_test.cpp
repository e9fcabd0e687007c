#include "io/system/instance_key.hpp"

#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>

namespace evenkeel {

TEST(InstanceKey, IsMadeOnceAndFoundAgain) {
  const Environment none("CREDENTIALS_DIRECTORY", std::nullopt);
  const TemporaryDirectory directory;
  EXPECT_FALSE(load_instance_key(directory.path())->has_value());
  const auto key = create_instance_key(directory.path());
  ASSERT_TRUE(key.has_value()) << key.error().text;
  EXPECT_EQ(key->reveal().size(), 64U);
  EXPECT_EQ(key->reveal().find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(**load_instance_key(directory.path()), *key);
  struct stat found{};
  ASSERT_EQ(::stat((directory / "instance.key").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777U, 0600U);
  EXPECT_FALSE(create_instance_key(directory.path()).has_value());
  EXPECT_EQ(**load_instance_key(directory.path()), *key);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1) << "a draft is left";
}

TEST(InstanceKey, DiffersBetweenInstances) {
  const TemporaryDirectory a;
  const TemporaryDirectory b;
  EXPECT_NE(*create_instance_key(a.path()), *create_instance_key(b.path()));
}

TEST(InstanceKey, OfACredentialComesFirst) {
  const TemporaryDirectory state;
  ASSERT_TRUE(create_instance_key(state.path()).has_value());
  const TemporaryDirectory credentials;
  const Environment set("CREDENTIALS_DIRECTORY", credentials.path());
  EXPECT_EQ((*load_instance_key(state.path()))->reveal().size(),
            64U);  // the file, while there is no credential
  constexpr const char* key = "0123456789abcdef0123456789abcdef0123456789";
  (void)credentials.file("instance-key", key);
  EXPECT_EQ((*load_instance_key(state.path()))->reveal(), key);
}

TEST(InstanceKey, ThatIsOpenToOthersOrNoneIsAnError) {
  const Environment none("CREDENTIALS_DIRECTORY", std::nullopt);
  const TemporaryDirectory directory;
  (void)directory.file("instance.key", "0123456789abcdef0123456789abcdef0123456789\n", 0644);
  EXPECT_EQ(load_instance_key(directory.path()).error().kind, ErrorKind::refused);
  (void)directory.file("instance.key", "canary\n");
  EXPECT_EQ(load_instance_key(directory.path()).error().kind, ErrorKind::invalid_data);
  EXPECT_THAT(load_instance_key(directory.path()).error().text,
              ::testing::Not(::testing::HasSubstr("canary")));
}

}  // namespace evenkeel
