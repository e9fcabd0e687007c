// Against a real server (Debian's python3-aiosmtpd); messages are read back by Python's e-mail library.
#include "io/net/smtp.hpp"

#include "io/net/loopback_server.hpp"
#include "io/net/smtp_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace evenkeel {
namespace {

using net::make_smtp_mailer;
using test::SmtpServer;
using testing::HasSubstr;

const std::string kMessage =
    "Subject: Check-in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Sam,\r\n.\r\n..two\r\n";

net::SmtpAccount at(const std::string& url) {
  net::SmtpAccount account;
  account.url = url;
  return account;
}

ErrorKind kind_of(const Expected<void>& result) {
  return result ? ErrorKind::invalid_data : result.error().kind;
}

TEST(Smtp, AMessageArrivesAsItWas) {
  SmtpServer server({"plain"});
  const auto mailer = make_smtp_mailer(at(server.url("smtp")));
  const auto sent = mailer->send("home@example.org", "sam@example.net", kMessage);
  ASSERT_TRUE(sent.has_value()) << sent.error().text;
  const std::string read = server.line();
  EXPECT_THAT(read,
              HasSubstr(R"("from": "home@example.org", "to": ["sam@example.net"], "subject": "Check-in")"));
  EXPECT_THAT(read, HasSubstr(R"("body": "Dear Sam,\r\n.\r\n..two\r\n", "bare": false)"));
}

TEST(Smtp, LineEndsBecomeCrLf) {
  SmtpServer server({"plain"});
  ASSERT_TRUE(
      make_smtp_mailer(at(server.url("smtp")))->send("a@b.c", "d@e.f", "Subject: x\n\none\ntwo\r\nthree"));
  EXPECT_THAT(server.line(), HasSubstr(R"("body": "one\r\ntwo\r\nthree\r\n", "bare": false)"));
}

TEST(Smtp, SignsIn) {
  SmtpServer server({"auth"});
  const auto send_as = [&](const std::string& password) {
    net::SmtpAccount account = at(server.url("smtp"));
    account.user = "home";
    account.password = Secret(password);
    return make_smtp_mailer(account)->send("a@b.c", "d@e.f", kMessage);
  };
  ASSERT_TRUE(send_as("secret").has_value());
  EXPECT_THAT(server.line(), HasSubstr(R"("user": "home")"));
  EXPECT_EQ(kind_of(send_as("wrong")), ErrorKind::unauthorised);
  // Nobody: the server wants somebody (530).
  EXPECT_EQ(kind_of(make_smtp_mailer(at(server.url("smtp")))->send("a@b.c", "d@e.f", kMessage)),
            ErrorKind::permanent);
}

TEST(Smtp, AQuestionSignsInAndSendsNothing) {
  SmtpServer server({"auth"});
  const auto ask_as = [&](const std::string& password) {
    net::SmtpAccount account = at(server.url("smtp"));
    account.user = "home";
    account.password = Secret(password);
    return make_smtp_mailer(account);
  };
  EXPECT_TRUE(ask_as("secret")->ask().has_value());
  EXPECT_EQ(kind_of(ask_as("wrong")->ask()), ErrorKind::unauthorised);
  // The first message that arrives is one that was sent.
  ASSERT_TRUE(ask_as("secret")->send("a@b.c", "d@e.f", kMessage).has_value());
  EXPECT_THAT(server.line(), HasSubstr(R"("from": "a@b.c")"));
}

TEST(Smtp, RepliesTellWhetherToTryAgain) {
  SmtpServer server({"plain"});
  const auto mailer = make_smtp_mailer(at(server.url("smtp")));
  const auto full = mailer->send("a@b.c", "full@e.f", kMessage);
  EXPECT_EQ(kind_of(full), ErrorKind::transient);
  EXPECT_THAT(full.error().text, HasSubstr("452"));
  const auto nobody = mailer->send("a@b.c", "nobody@e.f", kMessage);
  EXPECT_EQ(kind_of(nobody), ErrorKind::permanent);
  EXPECT_THAT(nobody.error().text, HasSubstr("550"));
}

TEST(Smtp, ARefusedRecipientSaysNothingOfTheOthers) {
  SmtpServer server({"plain"});
  const auto mailer = make_smtp_mailer(at(server.url("smtp")));
  for (const char* refused : {"full@e.f", "nobody@e.f", "judged@e.f"}) {
    EXPECT_FALSE(mailer->send("a@b.c", refused, kMessage).has_value());
    EXPECT_TRUE(mailer->refused_this_one()) << refused;
  }
  EXPECT_TRUE(mailer->send("a@b.c", "d@e.f", kMessage).has_value());
  EXPECT_FALSE(mailer->refused_this_one());
  EXPECT_FALSE(mailer->send("a@b.c", "lost@e.f", kMessage).has_value());
  EXPECT_FALSE(mailer->refused_this_one());
  const auto nobody = make_smtp_mailer(at("smtp://127.0.0.1:1"));
  EXPECT_FALSE(nobody->send("a@b.c", "d@e.f", kMessage).has_value());
  EXPECT_FALSE(nobody->refused_this_one());
}

TEST(Smtp, WhatEndsWithoutAWordAfterTheMessageMayBeOnItsWay) {
  SmtpServer server({"plain"});
  const auto mailer = make_smtp_mailer(at(server.url("smtp")));
  EXPECT_EQ(kind_of(mailer->send("a@b.c", "lost@e.f", kMessage)), ErrorKind::transient);
  EXPECT_TRUE(mailer->may_be_on_its_way());
  for (const char* refused : {"judged@e.f", "full@e.f"}) {
    EXPECT_EQ(kind_of(mailer->send("a@b.c", refused, kMessage)), ErrorKind::transient);
    EXPECT_FALSE(mailer->may_be_on_its_way()) << refused;
  }
  const auto nobody = make_smtp_mailer(at("smtp://127.0.0.1:1"));
  EXPECT_FALSE(nobody->send("a@b.c", "d@e.f", kMessage).has_value());
  EXPECT_FALSE(nobody->may_be_on_its_way());
}

TEST(Smtp, ImplicitTlsIsVerified) {
  const std::string base = testing::TempDir() + "evenkeel-smtp-" + std::to_string(getpid());
  const std::string make =
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=loopback -addext "
      "subjectAltName=IP:127.0.0.1 -keyout " +
      base + ".key -out " + base + ".pem 2>/dev/null";
  ASSERT_EQ(std::system(make.c_str()), 0);
  SmtpServer server({"tls", base + ".pem", base + ".key"});
  net::SmtpAccount account = at(server.url("smtps"));
  account.ca_file = base + ".pem";
  const auto trusted = make_smtp_mailer(account)->send("a@b.c", "d@e.f", kMessage);
  EXPECT_TRUE(trusted.has_value());
  const auto stranger = make_smtp_mailer(at(server.url("smtps")))->send("a@b.c", "d@e.f", kMessage);
  EXPECT_EQ(kind_of(stranger), ErrorKind::transient);
  ASSERT_FALSE(stranger.has_value());
  EXPECT_THAT(stranger.error().text, HasSubstr("certificate"));
  std::filesystem::remove(base + ".key");
  std::filesystem::remove(base + ".pem");
}

TEST(Smtp, AnAddressCanNotSmuggle) {
  const auto mailer = make_smtp_mailer(at("smtp://127.0.0.1:1"));
  for (const char* address : {"", "sam", "a@b.c\r\nRCPT TO:<x@y.z>", "a@b.c> <x@y.z", "a b@c.d"}) {
    EXPECT_EQ(kind_of(mailer->send("a@b.c", address, kMessage)), ErrorKind::invalid_data) << address;
  }
}

TEST(Smtp, StopsInTheMiddle) {
  SmtpServer server({"silent"});
  int asked = 0;
  const auto stop = [&] {
    if (++asked == 1) {
      EXPECT_EQ(server.line(), "connected");
    }
    return asked == 3;  // by then libcurl waits for the greeting
  };
  const auto mailer = make_smtp_mailer(at(server.url("smtp")), {.fd = -1, .asked = stop});
  const auto begin = std::chrono::steady_clock::now();
  const auto sent = mailer->send("a@b.c", "d@e.f", kMessage);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error(), (Error{ErrorKind::transient, "stopped"}));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));  // libcurl waits 120 s
  EXPECT_EQ(server.line(), "b''");  // neither a parting word nor the end of a message that was not begun
}

TEST(Smtp, StopsWithoutAWait) {
  SmtpServer server({"silent"});
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  const auto sent = make_smtp_mailer(at(server.url("smtp")), {.fd = ends[0], .asked = {}})
                        ->send("a@b.c", "d@e.f", kMessage);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error(), (Error{ErrorKind::transient, "stopped"}));
  close(ends[0]);
  close(ends[1]);
}

// Between two words: libcurl says QUIT to it then, and waits for the answer.
TEST(Smtp, StopsWhileAConnectedServerSaysNothing) {
  SmtpServer server({"silent"});
  int questions = 0;
  const auto begin = std::chrono::steady_clock::now();
  const auto sent =
      make_smtp_mailer(at(server.url("smtp")), {.fd = -1, .asked = [&] { return ++questions > 3; }})
          ->send("a@b.c", "d@e.f", kMessage);
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error(), (Error{ErrorKind::transient, "stopped"}));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Smtp, IsNotHeldUpByAServerThatDoesNotSayGoodbye) {
  SmtpServer server({"mute"});
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(make_smtp_mailer(at(server.url("smtp")))->send("a@b.c", "d@e.f", kMessage).has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));  // libcurl waits 120 s
  EXPECT_THAT(server.line(), HasSubstr(R"("from": "a@b.c")"));
  EXPECT_EQ(server.line(), "QUIT");
}

TEST(Smtp, NobodyThereIsTransient) {
  const auto sent = make_smtp_mailer(at("smtp://127.0.0.1:1"))->send("a@b.c", "d@e.f", kMessage);
  EXPECT_EQ(kind_of(sent), ErrorKind::transient);
  EXPECT_EQ(sent.error().text, "smtp://127.0.0.1:1: Connection refused");
}

TEST(Smtp, OtherSchemesAreRefused) {
  EXPECT_EQ(kind_of(make_smtp_mailer(at("http://127.0.0.1"))->send("a@b.c", "d@e.f", kMessage)),
            ErrorKind::permanent);
}

}  // namespace
}  // namespace evenkeel
