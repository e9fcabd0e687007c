// One random history: people edit and delete, servers rewrite, the program is killed between any two steps.
#pragma once

#include "app/cycle/deliver.hpp"
#include "core/ical/read.hpp"
#include "core/publishing/household.hpp"
#include "core/publishing/observe.hpp"
#include "core/publishing/reconcile.hpp"
#include "core/publishing/wanted.hpp"
#include "io/store/store.hpp"
#include "memory_calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace evenkeel::test {

class History {
  using Fault = MemoryCalendar::Fault;

 public:
  explicit History(unsigned seed) : random_(seed) {
    calendar_.fault = [this](const Href&) { return fault(); };
    for (unsigned day = 23; day < 29; ++day) all_.push_back(duty(day));
    all_.push_back(check_in());
    all_.push_back(crunch());
    Publication invited = check_in();
    invited.key = "slot/alignment/2026-W49";
    invited.time = {at(12, 6, 19), at(12, 6, 19, 30)};
    invited.content.time = ZonedSpan{local(12, 6, 19), local(12, 6, 19, 30), &london()};
    invited.content.organizer = "home@example.org";
    invited.content.invitees = {{.address = Address("sam@example.org"),
                                 .name = "Sam",
                                 .client_agent = true,
                                 .detail = InviteDetail::time}};
    all_.push_back(invited);
    wish_ = all_;
  }

  void live(int steps) {
    for (int i = 0; i < steps; ++i) {
      change_wish();
      if (chance(40)) somebody_does_something();
      cycle_or_crash();
    }
    faults_ = false;
    wish_ = all_;
    for (int i = 0; i < 12; ++i) {
      now_ += Hours{7};  // beyond every back-off, and a day later for all-day texts
      if (now_ > at(11, 22, 20)) now_ = at(11, 22, 20) + Minutes{i};
      cycle();
    }
  }

  void expect_exactly_the_wanted() {
    const auto records = store_->publications().value();
    std::map<std::string, int> count;
    for (const auto& [name, resource] : calendar_.files) ++count[uid_of(resource.text)];
    for (const PublicationRecord& record : records) {
      if (record.uid.empty()) continue;
      const bool stands = record.state == RecordState::active;
      EXPECT_EQ(count[record.uid.str()], stands ? 1 : 0) << record.key;
      if (record.state == RecordState::deleted) {
        EXPECT_TRUE(deleted_.contains(record.key)) << record.key;
      }
      count.erase(record.uid.str());
      if (stands || record.state == RecordState::deleted) settled_.insert(record.key);
    }
    for (const auto& [uid, times] : count) EXPECT_EQ(times, 0) << uid;
    for (const Publication& ours : all_) EXPECT_TRUE(settled_.contains(ours.key)) << ours.key;
    EXPECT_TRUE(store_->outbox().value().empty());
  }

  void expect_quiet() {
    const int writes = calendar_.writes;
    const auto changes = store_->changes();
    const auto mails = mailer_.sent.size();
    for (int i = 0; i < 200; ++i) cycle();
    EXPECT_EQ(calendar_.writes, writes);
    EXPECT_EQ(store_->changes(), changes);
    EXPECT_EQ(mailer_.sent.size(), mails);
  }

  void expect_no_mail_twice() const {
    std::set<std::string> ids;
    for (const auto& mail : mailer_.sent) {
      const std::size_t at = mail.message.find("Message-ID: ");
      EXPECT_TRUE(ids.insert(mail.message.substr(at, mail.message.find('\r', at) - at)).second);
    }
  }

 private:
  bool chance(int percent) { return std::uniform_int_distribution<int>(0, 99)(random_) < percent; }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

  Fault fault() {
    if (!faults_ || !chance(25)) return Fault::none;
    constexpr std::array<Fault, 4> faults{Fault::refused, Fault::answer_lost, Fault::crash_before,
                                          Fault::crash_after};
    return faults.at(below(faults.size()));
  }

  void maybe_crash() {
    if (faults_ && chance(6)) throw Crash{};
  }

  static Publication duty(unsigned day) {
    Publication result = pick_up();
    result.key = "duty/pick-up/2026-11-" + std::to_string(day);
    result.time = {at(11, day, 15, 15), at(11, day, 16)};
    result.content.time = ZonedSpan{local(11, day, 15, 15), local(11, day, 16), &london()};
    return result;
  }

  /// What the plans would want: some of it comes and goes, texts change.
  void change_wish() {
    wish_.clear();
    for (const Publication& ours : all_) {
      if (chance(15)) continue;
      wish_.push_back(ours);
      if (chance(20)) wish_.back().content.description += "\nMore";
      if (chance(10) && ours.kind == PublicationKind::duties) {
        wish_.back().person = PersonId("alex");
        wish_.back().content.title = "Alex: School pick-up";
      }
    }
  }

  static std::string uid_of(const std::string& text) {
    const std::size_t at = text.find("UID:") + 4;
    return text.substr(at, text.find('\r', at) - at);
  }

  static void replace_line(std::string& text, const std::string& name, const std::string& line) {
    const std::size_t event = text.find("BEGIN:VEVENT");
    const std::size_t at = text.find("\n" + name, event);
    if (at == std::string::npos) return;
    text.replace(at + 1, text.find("\r\n", at) - at - 1, line);
  }

  void note_deleted(const std::string& uid) {
    const auto records = store_->publications().value();
    const auto entries = store_->outbox().value();
    for (const auto& record : records) {
      if (record.uid.str() == uid) deleted_.insert(record.key);
    }
    for (const auto& entry : entries) {
      if (entry.after.uid.str() == uid) deleted_.insert(entry.key);
    }
  }

  void somebody_does_something() {
    if (calendar_.files.empty()) return;
    auto file =
        std::next(calendar_.files.begin(), static_cast<std::ptrdiff_t>(below(calendar_.files.size())));
    std::string text = file->second.text;
    switch (below(6)) {
      case 0:
        note_deleted(uid_of(text));
        calendar_.files.erase(file);
        return;
      case 1:
        replace_line(text, "SUMMARY", "SUMMARY:Gran: School pick-up");
        break;
      case 2:
        replace_line(text, "DTSTART", "DTSTART:20261201T100000Z");
        replace_line(text, "DTEND", "DTEND:20261201T104500Z");
        break;
      case 3:
        replace_line(text, "CATEGORIES", "X-SERVER:was here");
        break;
      case 4:
        replace_line(text, "SEQUENCE", "SEQUENCE:9");
        break;
      default:
        break;  // only the ETag changes
    }
    calendar_.put(file->first, text);
  }

  void cycle_or_crash() {
    try {
      cycle();
    } catch (const Crash&) {
    }
    now_ += Minutes{chance(50) ? 10 : 1};
  }

  void send() {
    ASSERT_TRUE(deliver({.store = *store_,
                         .sinks = {{"shared", &calendar_}},
                         .mailer = &mailer_,
                         .sender = "home@example.org",
                         .now = now_})
                    .has_value());
  }

  SourceSnapshot pull() {
    SourceSnapshot shared{.name = {"household", "shared"}};
    for (const auto& [name, resource] : calendar_.files) {
      const auto read =
          ical::read(resource.text, {.household = {Address("sam@example.org")}, .keep_own_whole = true});
      EXPECT_TRUE(read.has_value());
      for (const CalendarObject& object : read->objects) {
        shared.objects.push_back({Href("/cal/" + name), resource.etag, object});
      }
    }
    return shared;
  }

  void cycle() {
    send();
    maybe_crash();
    const SourceSnapshot shared = pull();
    const auto records = store_->publications().value();
    const auto pending = store_->outbox().value();
    const Observation observed = observe({.settings = settings_,
                                          .calendar = settings_.shared.front(),
                                          .identity = identity(),
                                          .now = now_,
                                          .shared = shared,
                                          .fresh = true,
                                          .records = records,
                                          .pending = pending,
                                          .sources = {},
                                          .zone_of = zone_of()});
    const auto ours = follow(observed.answers);
    const Decisions decided = reconcile({.settings = settings_,
                                         .calendar = settings_.shared.front(),
                                         .identity = identity(),
                                         .now = now_,
                                         .observation = observed,
                                         .ours = ours,
                                         .pending = pending,
                                         .sent = store_->sent().value()});
    for (const OutboxEntry& entry : observed.landed) ASSERT_TRUE(store_->settle(entry).has_value());
    maybe_crash();
    for (const auto& record : observed.changed) ASSERT_TRUE(store_->save(record).has_value());
    maybe_crash();
    for (const std::int64_t id : decided.discard) ASSERT_TRUE(store_->discard(id).has_value());
    maybe_crash();
    if (!decided.entries.empty()) {
      ASSERT_TRUE(store_->enqueue(decided.entries).has_value());
    }
    maybe_crash();
    for (const auto& record : decided.records) ASSERT_TRUE(store_->save(record).has_value());
    maybe_crash();
    send();
  }

  /// The plans follow what people answered.
  [[nodiscard]] std::vector<Publication> follow(const Answers& answers) const {
    std::vector<Publication> ours;
    for (Publication publication : wish_) {
      if (answers.skipped.contains(publication.key) || answers.not_needed.contains(publication.key) ||
          answers.acknowledged.contains(publication.key)) {
        continue;
      }
      if (const auto holder = answers.holder.find(publication.key); holder != answers.holder.end()) {
        publication.person = holder->second;
        publication.content.title = "Gran: School pick-up";
      }
      ours.push_back(std::move(publication));
    }
    return ours;
  }

  std::mt19937 random_;
  Settings settings_ = household();
  std::unique_ptr<Store> store_ = memory_store();
  MemoryCalendar calendar_;
  MemoryMailer mailer_;
  Instant now_ = at(11, 21, 9);
  std::vector<Publication> all_;
  std::vector<Publication> wish_;
  std::set<std::string> deleted_;
  std::set<std::string> settled_;
  bool faults_ = true;
};

}  // namespace evenkeel::test
