// Addresses and heads on their own.
#include "io/net/account.hpp"
#include "io/net/addresses.hpp"
#include "io/net/head_reader.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

namespace evenkeel::net {
namespace {

sockaddr_storage address(const std::string& text) {
  sockaddr_storage storage{};
  auto* four = reinterpret_cast<sockaddr_in*>(&storage);
  auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
  if (inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else {
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &six->sin6_addr), 1) << text;
    storage.ss_family = AF_INET6;
  }
  return storage;
}

bool is_local(const std::string& text) {
  const auto storage = address(text);
  return is_local_address(*reinterpret_cast<const sockaddr*>(&storage));
}

bool leads(const std::string& from, const std::string& to) {
  const auto storage = address(to);
  return may_lead_to(from, *reinterpret_cast<const sockaddr*>(&storage));
}

TEST(Addresses, OfThisHouseAreKnown) {
  for (const char* text : {"127.0.0.1",
                           "127.9.9.9",
                           "10.1.2.3",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.1.1",
                           "169.254.169.254",
                           "100.64.0.1",
                           "0.0.0.0",
                           "224.0.0.1",
                           "255.255.255.255",
                           "::1",
                           "::",
                           "fe80::1",
                           "fd00::1",
                           "fc00::1",
                           "ff02::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "64:ff9b::a00:1",
                           "2002:c0a8:101::"}) {
    EXPECT_TRUE(is_local(text)) << text;
  }
}

// A server in the house may not lead us to what only this machine, or only its own link, answers.
TEST(Addresses, OfThisMachineAndOfTheLinkAreLedToOnlyFromThere) {
  for (const char* text : {"127.0.0.1", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(leads("127.0.0.1", text)) << text;
    EXPECT_TRUE(leads("localhost", text)) << text;
    EXPECT_FALSE(leads("192.168.1.2", text)) << text;
    EXPECT_FALSE(leads("nas.lan", text)) << text;
  }
  for (const char* text : {"169.254.169.254", "fe80::1", "febf::1", "::ffff:169.254.169.254"}) {
    EXPECT_FALSE(leads("127.0.0.1", text)) << text;
    EXPECT_FALSE(leads("192.168.1.2", text)) << text;
    EXPECT_TRUE(leads("fe80::2", text)) << text;
    EXPECT_TRUE(leads("169.254.1.1", text)) << text;
  }
  for (const char* text : {"192.168.1.1", "10.0.0.1", "fd00::1", "fec0::1", "8.8.8.8"})
    EXPECT_TRUE(leads("nas.lan", text)) << text;
}

TEST(Addresses, OfTheWorldAreKnown) {
  for (const char* text :
       {"8.8.8.8", "172.15.255.255", "172.32.0.0", "192.167.255.255", "100.63.255.255", "100.128.0.0",
        "128.0.0.1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2a00::1"}) {
    EXPECT_FALSE(is_local(text)) << text;
  }
}

TEST(Hosts, SayWhetherTheyAreOfThisHouse) {
  for (const char* host :
       {"localhost", "127.0.0.1", "::1", "192.168.1.2", "nas", "NAS.local", "cal.home.arpa", "nas.lan",
        "nas.home.", "fe80::1%eth0", "cal.test", "nas.localdomain"}) {
    EXPECT_TRUE(is_local_host(host)) << host;
  }
  for (const char* host : {"", "cal.example.org", "8.8.8.8", "local.example", "2001:db8::1"}) {
    EXPECT_FALSE(is_local_host(host)) << host;
  }
}

TEST(Origins, HideUserPathAndQuery) {
  EXPECT_EQ(origin_of("https://u:p@Cal.example:8443/secret?token=1#f"), "https://Cal.example:8443");
  EXPECT_EQ(origin_of("nonsense"), "?");
  EXPECT_EQ(host_of("https://u:p@Cal.example:8443/x"), "cal.example");
  EXPECT_EQ(host_of("http://[::1]:5232/"), "::1");
  EXPECT_EQ(host_of("/a/path"), "");
}

TEST(Accounts, AreOfOneSource) {
  SourceSettings source;
  source.name = {"alex", "work"};
  source.url = "http://127.0.0.1:5232/";
  source.user = "alex";
  const Account account = account_for(source, Secret("s"));
  EXPECT_EQ(account.pool, "alex/work");
  EXPECT_TRUE(account.local_allowed);
  EXPECT_EQ(account.own_host, host_of(source.url));
  source.url = "https://cal.example/";
  EXPECT_FALSE(account_for(source, {}).local_allowed);
}

TEST(Heads, AreReadLineByLine) {
  using State = HeadReader::State;
  HeadReader reader(1000, 3);
  EXPECT_EQ(reader.feed("HTTP/1.1 100 Continue\r\n"), State::more);
  EXPECT_EQ(reader.feed("\r\n"), State::more);
  EXPECT_EQ(reader.feed("HTTP/2 207\r\n"), State::more);
  EXPECT_EQ(reader.feed("DAV:  1, 2 \r\n"), State::more);
  EXPECT_EQ(reader.feed("no colon\r\n"), State::more);
  EXPECT_EQ(reader.feed("\r\n"), State::complete);
  EXPECT_EQ(reader.feed("Trailer: x\r\n"), State::more);
  const auto head = reader.take();
  EXPECT_EQ(head.status, 207);
  ASSERT_EQ(head.headers.size(), 1U);
  EXPECT_EQ(head.header("dav"), "1, 2");
}

}  // namespace
}  // namespace evenkeel::net
