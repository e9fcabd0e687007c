// Against a server that misbehaves; against Debian's Dovecot: tests/e2e/answers_by_mail_test.py.
#include "io/net/imap.hpp"

#include "io/net/smtp_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<Address> kPeople{Address("alex@example.org"), Address("sam@example.org")};

class Server {
 public:
  explicit Server(const std::string& mode) : server_({mode}, "imap_server.py") {}

  [[nodiscard]] net::MailAccount account(const std::string& mailbox = "/INBOX") const {
    net::MailAccount account;
    account.url = server_.url("imap") + mailbox;
    account.user = "home";
    account.password = Secret("secret");
    account.total = std::chrono::seconds(20);
    return account;
  }

  Expected<MailboxNews> read(const MailboxMark& mark = {}, const std::string& mailbox = "/INBOX") {
    return net::make_imap_mailbox(account(mailbox))->read(mark, kPeople);
  }

  /// The commands it was given since the last time, up to the farewell, without how libcurl signs in.
  std::vector<std::string> commands() {
    std::vector<std::string> said;
    for (std::string line = server_.line(); !line.empty() && line != "LOGOUT"; line = server_.line()) {
      if (!line.starts_with("CAPABILITY") && !line.starts_with("AUTH") && !line.starts_with("LOGIN")) {
        said.push_back(line);
      }
    }
    return said;
  }

 private:
  test::SmtpServer server_;
};

ErrorKind kind_of(const Expected<MailboxNews>& news) {
  EXPECT_FALSE(news.has_value());
  return news ? ErrorKind::refused : news.error().kind;
}

TEST(Imap, whatHoldsACalendarIsFetchedAndNothingIsTouched) {
  Server server("good");
  const auto news = server.read();
  ASSERT_TRUE(news.has_value()) << news.error().text;
  ASSERT_EQ(news->messages.size(), 1U);
  EXPECT_THAT(news->messages.front(), HasSubstr("E4 OK done\r\n* BYE\r\n"));
  EXPECT_THAT(news->messages.front(), testing::EndsWith("xyz)\r\n"));
  EXPECT_EQ(news->mark, (MailboxMark{42, 7}));
  EXPECT_THAT(
      server.commands(),
      ElementsAre("EXAMINE \"INBOX\"",
                  "UID SEARCH UID 1:* SMALLER 1048576 OR FROM \"alex@example.org\" FROM \"sam@example.org\"",
                  "UID FETCH 5,7 (UID BODYSTRUCTURE)", "UID FETCH 7 (UID BODY.PEEK[])"));
}

TEST(Imap, nothingNewIsSeenAtOnce) {
  Server server("good");
  const auto news = server.read({42, 7});
  ASSERT_TRUE(news.has_value());
  EXPECT_THAT(news->messages, IsEmpty());
  EXPECT_EQ(news->mark, (MailboxMark{42, 7}));
  EXPECT_THAT(server.commands(), ElementsAre("EXAMINE \"INBOX\""));
}

TEST(Imap, oldUidsMeanNothingInANewMailbox) {
  Server server("good");
  const auto news = server.read({41, 7});
  ASSERT_TRUE(news.has_value());
  EXPECT_EQ(news->messages.size(), 1U);
}

/// "5:*" names the last message even where its UID is less (RFC 3501 6.4.8).
TEST(Imap, theLastMessageIsNotReadAgain) {
  Server server("quiet");
  const auto news = server.read({42, 4});
  ASSERT_TRUE(news.has_value());
  EXPECT_THAT(news->messages, IsEmpty());
  EXPECT_EQ(news->mark, (MailboxMark{42, 7}));
}

TEST(Imap, whatIsTooMuchComesNextTime) {
  Server server("good");
  const auto news = net::make_imap_mailbox(server.account(), {}, {.looked_at = 1})->read({}, kPeople);
  ASSERT_TRUE(news.has_value());
  EXPECT_EQ(news->mark, (MailboxMark{42, 5}));
}

TEST(Imap, theMailboxOfTheUrl) {
  Server server("good");
  ASSERT_TRUE(server.read({42, 7}, "/Family%20post"));
  EXPECT_THAT(server.commands(), ElementsAre("EXAMINE \"Family post\""));
  ASSERT_TRUE(server.read({42, 7}, ""));
  EXPECT_THAT(server.commands(), ElementsAre("EXAMINE \"INBOX\""));
  EXPECT_EQ(kind_of(server.read({}, "/a%0D%0Ab")), ErrorKind::permanent);
}

TEST(Imap, refusals) {
  EXPECT_EQ(kind_of(Server("refused").read()), ErrorKind::unauthorised);
  EXPECT_EQ(kind_of(Server("nobox").read()), ErrorKind::permanent);
  EXPECT_EQ(kind_of(Server("bye").read()), ErrorKind::transient);
}

TEST(Imap, answersWithoutEndAreEnded) {
  EXPECT_EQ(kind_of(Server("endless").read()), ErrorKind::invalid_data);
  EXPECT_EQ(kind_of(Server("huge").read()), ErrorKind::invalid_data);
  EXPECT_EQ(kind_of(Server("many").read()), ErrorKind::invalid_data);
}

// Signed in, and then not a word: that ends long before all that a reading may take.
TEST(Imap, ASilenceEndsTheWait) {
  const Server server("silent");
  net::MailAccount account = server.account();
  account.total = std::chrono::minutes(60);
  account.stalled = std::chrono::seconds(1);
  EXPECT_EQ(kind_of(net::make_imap_mailbox(account)->read({}, kPeople)), ErrorKind::transient);
}

TEST(Imap, aStopEndsTheWait) {
  Server server("silent");
  int asked = 0;
  const auto mailbox =
      net::make_imap_mailbox(server.account(), {.fd = -1, .asked = [&] { return ++asked > 10; }});
  EXPECT_EQ(kind_of(mailbox->read({}, kPeople)), ErrorKind::transient);
}

TEST(Imap, nobodyListens) {
  net::MailAccount account;
  account.url = "imap://127.0.0.1:1/INBOX";
  const auto news = net::make_imap_mailbox(account)->read({}, kPeople);
  EXPECT_EQ(kind_of(news), ErrorKind::transient);
  EXPECT_THAT(news.error().text, HasSubstr("imap://127.0.0.1:1"));
}

}  // namespace
}  // namespace evenkeel
