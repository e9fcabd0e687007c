#include "io/system/worker_frames.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel {
namespace {

TEST(WorkerFrames, NoAnswerIsTrusted) {
  // A kind that is none; objects and warnings that are announced and not there; no error of ours; more than
  // was announced.
  using namespace std::string_view_literals;
  for (const auto payload :
       {""sv, "\x07\x01"sv, "\x00\x01\x05"sv, "\x01\x01\x63\x01x"sv, "\x00\x01\x01\x01x\x00"sv}) {
    EXPECT_FALSE(worker::decode_result(payload));
  }
  const std::string empty("\x00\x07\x00\x00\x00", 5);  // read, job 7, no objects, no warnings, none skipped
  EXPECT_TRUE(worker::decode_result(empty));
  EXPECT_FALSE(worker::decode_result(empty + "x"));
  EXPECT_FALSE(worker::decode_result(std::string_view(empty).substr(0, 4)));
  worker::Frames frames;
  frames.feed("\xFF\xFF\xFF\xFF....");
  EXPECT_FALSE(frames.next());
  EXPECT_TRUE(frames.broken());
}

TEST(WorkerFrames, ComeInPieces) {
  std::string frame;
  worker::add_frame(frame, Reader::Result{7, fail(ErrorKind::refused, "why")});
  worker::Frames frames;
  for (const char c : frame + frame) {
    frames.feed({&c, 1});
  }
  const auto first = frames.next();
  ASSERT_TRUE(first);
  const auto result = worker::decode_result(*first);
  ASSERT_TRUE(result && !result->second);
  EXPECT_EQ(result->first, 7U);
  EXPECT_EQ(result->second.error(), (Error{ErrorKind::refused, "why"}));
  EXPECT_TRUE(frames.next());
  EXPECT_FALSE(frames.next());
}

}  // namespace
}  // namespace evenkeel
