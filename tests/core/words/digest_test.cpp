#include "core/words/digest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace evenkeel {
namespace {

// FIPS 180-4, the examples that NIST publishes with it.
TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(hexadecimal(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hexadecimal(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, IsCutByBytes) {
  EXPECT_EQ(short_sha256("abc", 6), "ba7816bf8f01");
  EXPECT_EQ(short_sha256("abc", 99).size(), 64U);
}

// RFC 4648 section 10.
TEST(Base64, IsThatOfTheStandard) {
  const auto of = [](std::string_view text) {
    return base64(std::vector<unsigned char>(text.begin(), text.end()));
  };
  EXPECT_EQ(of(""), "");
  EXPECT_EQ(of("f"), "Zg==");
  EXPECT_EQ(of("fo"), "Zm8=");
  EXPECT_EQ(of("foo"), "Zm9v");
  EXPECT_EQ(of("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace evenkeel
