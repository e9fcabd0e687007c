#include "io/system/worker_letters.hpp"

#include <sys/socket.h>

#include <array>
#include <cstring>

namespace evenkeel::worker {

ssize_t receive_letters(int socket, std::span<char> letters, pid_t& sender) {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> ancillary{};
  iovec data{letters.data(), letters.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.data();
  message.msg_controllen = ancillary.size();
  const ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  const cmsghdr* const header = got > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
  if (header != nullptr && header->cmsg_type == SCM_CREDENTIALS) {
    ucred credentials{};
    std::memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
    sender = credentials.pid;
  }
  return got;
}

}  // namespace evenkeel::worker
