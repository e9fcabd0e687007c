#include "io/system/worker_frames.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel {
namespace {

TEST(WorkerFrames, NoAnswerIsTrusted) {
  for (const std::string payload :
       {"", "\x07", "\x02", "\x02\x01\x05", "\x03\x01\x63\x01x", "\x02\x01\x01\x01x\x00"}) {
    EXPECT_FALSE(worker::decode_message(payload));
  }
  worker::Frames frames;
  frames.feed("\xFF\xFF\xFF\xFF....");
  EXPECT_FALSE(frames.next());
  EXPECT_TRUE(frames.broken());
}

TEST(WorkerFrames, ComeInPieces) {
  std::string frame;
  worker::add_frame(frame, worker::Ready{});
  worker::Frames frames;
  for (const char c : frame + frame) {
    frames.feed({&c, 1});
  }
  EXPECT_TRUE(frames.next());
  EXPECT_TRUE(frames.next());
  EXPECT_FALSE(frames.next());
}

}  // namespace
}  // namespace evenkeel
