#include "app/cycle/mailbox.hpp"

#include "app/cycle/household_addresses.hpp"
#include "app/cycle/stage.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

namespace evenkeel {
namespace {

constexpr const char* mark_fact = "mailbox";
/// Apart from the jobs of a pull that was stopped and may still be answered.
constexpr std::uint64_t first_job = std::uint64_t{1} << 62U;

/// "UIDVALIDITY UID MAILBOX": a mark means nothing in another mailbox.
std::string written(const MailboxMark& mark, const std::string& mailbox) {
  return fmt::format("{} {} {}", mark.uidvalidity, mark.uid, mailbox);
}

MailboxMark mark_in(std::string_view fact, std::string_view mailbox) {
  MailboxMark mark;
  const char* const end = fact.data() + fact.size();
  const auto [validity_end, bad_validity] = std::from_chars(fact.data(), end, mark.uidvalidity);
  if (bad_validity != std::errc{} || validity_end == end) return {};
  const auto [uid_end, bad_uid] = std::from_chars(validity_end + 1, end, mark.uid);
  if (bad_uid != std::errc{} || uid_end == end) return {};
  return std::string_view(uid_end + 1, end) == mailbox ? mark : MailboxMark{};
}

Expected<bool> expects_answers(Store& store, Instant now) {
  const auto records = store.publications();
  if (!records) return std::unexpected(records.error());
  return std::ranges::any_of(*records, [&](const PublicationRecord& record) {
    return record.state == RecordState::active && !record.base.invitees.empty() && record.time.end > now;
  });
}

std::vector<AnswerMail> answer_mails(const std::vector<std::string>& messages) {
  std::vector<AnswerMail> mails;
  for (const std::string& message : messages) {
    if (auto mail = answer_mail(message)) mails.push_back(*std::move(mail));
  }
  return mails;
}

/// The answers in the order of `mails`; what cannot be read is left out. The error: nobody was there to read.
Expected<std::vector<MailedAnswer>> read_calendars(const Parts& parts, std::vector<AnswerMail> mails) {
  const ical::ReadOptions options{
      .household = household_addresses(parts.settings), .keep_own_whole = true, .answers = true};
  for (std::size_t i = 0; i < mails.size(); ++i) {
    parts.reader.submit({first_job + i, std::move(mails[i].calendar), options});
  }
  std::map<std::uint64_t, std::vector<CalendarObject>> read;
  std::optional<Error> nobody;
  std::size_t waiting = mails.size();
  std::vector<int> fds = parts.wake_fds;
  if (parts.reader.fd() >= 0) fds.push_back(parts.reader.fd());
  while (waiting > 0 && !(parts.stop && parts.stop())) {
    for (auto& [job, result] : parts.reader.collect()) {
      if (job < first_job) continue;
      --waiting;
      if (result) read[job] = std::move(result->objects);
      if (!result && result.error().kind == ErrorKind::transient) nobody = result.error();
    }
    if (waiting > 0) parts.transport.wait(std::chrono::seconds(1), fds);
  }
  if (nobody) return std::unexpected(*nobody);
  std::vector<MailedAnswer> answers;
  for (auto& [job, objects] : read) {
    const AnswerMail& mail = mails[job - first_job];
    for (CalendarObject& object : objects) answers.push_back({mail.sender, mail.method, std::move(object)});
  }
  return answers;
}

constexpr const char* rest_fact = "mailbox-rest";
constexpr Seconds longest_rest = Hours(2);

/// Failures in a row, and until when it is left alone: "3 2026-11-21T09:40:00Z".
struct Rest {
  unsigned failures = 0;
  Instant until{};
};

Rest rest_of(Store& store) {
  const auto fact = store.fact(rest_fact);
  const std::string text = fact.value_or("");
  Rest rest;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), rest.failures);
  if (bad != std::errc{} || end == text.data() + text.size()) return {};
  rest.until =
      parse_rfc3339(text.substr(static_cast<std::size_t>(end - text.data()) + 1)).value_or(Instant{});
  return rest;
}

/// A rest that ends later than any can was noted by a clock that ran ahead.
bool is_resting(const Rest& rest, const Settings& settings, Instant now) {
  return now < rest.until && rest.until - now <= std::max(longest_rest, settings.poll);
}

void note_outcome(const Parts& parts, Rest rest, bool failed) {
  std::string text;
  if (failed) {
    Seconds wait = parts.settings.poll;
    for (unsigned i = 0; i < rest.failures && wait < longest_rest; ++i) wait *= 2;
    wait = std::min(wait, std::max(longest_rest, parts.settings.poll));
    text = fmt::format("{} {}", rest.failures + 1, rfc3339(parts.clock.now() + wait));
  } else if (rest.failures == 0) {
    return;
  }
  static_cast<void>(parts.store.save_fact(rest_fact, text));  // forgotten, it is asked sooner
}

}  // namespace

void read_mailbox(const Parts& parts, CycleOptions::Pull which, CycleReport& report) {
  if (parts.mailbox == nullptr) return;
  const auto expected = expects_answers(parts.store, parts.clock.now());
  if (!expected || !*expected) return;  // a store that cannot be read is reported elsewhere
  const Rest rest = rest_of(parts.store);
  if (which == CycleOptions::Pull::due && is_resting(rest, parts.settings, parts.clock.now())) return;
  const Stage stage(report, "mailbox");
  const auto before = parts.store.fact(mark_fact);
  if (!before) return;
  const auto senders = household_addresses(parts.settings);
  const MailboxMark mark = mark_in(*before, parts.mailbox_name);
  auto news = parts.mailbox->read(mark, senders);
  note_outcome(parts, rest, !news);
  if (!news) {
    report.failures.emplace_back("mail", news.error());
    return;
  }
  auto answers = read_calendars(parts, answer_mails(news->messages));
  if (!answers) {
    report.failures.emplace_back("mail", answers.error());
    return;  // they are fetched again
  }
  report.mail.answers = std::move(*answers);
  if (!(parts.stop && parts.stop()) && news->mark != mark) report.mail.mark = news->mark;
}

Expected<void> remember_mailbox(const Parts& parts, const CycleReport& report) {
  if (!report.mail.mark || !report.outcome) return {};
  // A calendar that was never seen whole has not heard the answers.
  if (report.outcome->calendars.size() != parts.settings.shared.size()) return {};
  return parts.store.save_fact(mark_fact, written(*report.mail.mark, parts.mailbox_name));
}

}  // namespace evenkeel
