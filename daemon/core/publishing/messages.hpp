// When what is told: at once, with the digest, or not yet (DESIGN section 8, Messages). Pure.
#pragma once

#include "core/household/settings.hpp"
#include "core/publishing/notice.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// What is remembered of one reader and channel. What has not been there to be told for two weeks is
/// forgotten.
struct Told {
  std::map<std::string, Date> notices;  // key -> a date on which it was there, at most a week old while it is
  std::optional<Instant> digest;        // until when digests are done; empty: never looked
  std::string digest_print;             // of what the last digest said
  bool operator==(const Told&) const = default;
};

/// What one person was told on a day over all channels together: the daily ceiling is a person's, not a
/// channel's. The same occasion over a second channel is not another message: what was told today may go out
/// there too, above the ceiling, and is not counted again. What both read counts for each of them.
struct DayCount {
  Date day{};
  int count = 0;               // messages
  std::set<std::string> keys;  // of the notices in them, and digest_key
  bool operator==(const DayCount&) const = default;
};

/// Stands for the digest among the keys of a day.
constexpr std::string_view digest_key = "digest";

struct Message {
  bool digest = false;
  bool urgent = false;
  std::vector<std::string> keys;    // of the notices in it
  Instant begins = Instant::max();  // the first thing it is about; max(): of no time (a digest alone)
  std::string subject;
  std::string text;
};

/// Until when the quiet hours last that are in force at `now`; empty outside of them.
[[nodiscard]] std::optional<Instant> quiet_until(const Settings& settings, Instant now);
/// Whether what begins then may be told at `now` although it is quiet.
[[nodiscard]] bool passes_quiet_hours(Instant begins, Instant now);

/// What is due now for one reader over one channel, given what there is to tell. At most one message:
/// what cannot wait goes with a digest that is due. Quiet hours let pass only what begins within 12 hours;
/// the daily ceiling only what is urgent, and changes of what begins within 48 hours. `people`: the days of
/// those who read it. The caller gives the digest's text when digest_due() says so.
class Teller {
 public:
  Teller(const Settings& settings, const Notify& channel, const Told& before, std::vector<DayCount> people,
         Instant now);

  /// A digest's time has come since the last one. Not for the first look: nothing is due that was never
  /// waited for.
  [[nodiscard]] bool digest_due() const { return digest_due_; }
  /// Whether one of these keys may have to be told now: if not, wording them can be spared.
  [[nodiscard]] bool anything_new(const std::vector<std::string>& keys) const;

  /// These are there to be told, or still there: what was told of them stays told.
  void note_there(const std::vector<std::string>& keys);

  /// These were told, though nothing is remembered of it.
  void take_as_told(const std::vector<std::string>& keys);
  /// Of these nothing went out after all: where they are there again they are told.
  void forget(const std::vector<std::string>& keys);

  [[nodiscard]] std::optional<Message> tell(const std::vector<Notice>& notices, const std::string& digest);
  /// What is to be remembered once the messages are written down.
  [[nodiscard]] const Told& told() const { return told_; }
  /// As given, with what was told now counted.
  [[nodiscard]] const std::vector<DayCount>& people() const { return people_; }

 private:
  [[nodiscard]] bool passes_quiet(const Notice& notice) const;
  [[nodiscard]] bool below_ceiling(std::string_view key) const;
  void count(const Message& message);
  [[nodiscard]] bool passes_ceiling(const Notice& notice) const;
  [[nodiscard]] std::optional<Message> at_once(std::vector<Notice> notices);
  [[nodiscard]] std::optional<Message> digest_of(const std::vector<Notice>& notices,
                                                 const std::string& digest);

  const Settings& settings_;
  Told told_;
  std::vector<DayCount> people_;
  Instant now_;
  Date today_;
  bool quiet_ = false;
  bool digest_due_ = false;
  Instant digest_time_{};
};

}  // namespace evenkeel
