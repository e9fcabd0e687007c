// When what is told: at once, with the digest, or not yet (DESIGN section 8, Messages). Pure.
#pragma once

#include "core/household/settings.hpp"
#include "core/publishing/notice.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// What is remembered of one person and channel. What has not been there to be told for two weeks is
/// forgotten.
struct Told {
  std::map<std::string, Date> notices;  // key -> a date on which it was there, at most a week old while it is
  std::optional<Instant> digest;        // until when digests are done; empty: never looked
  std::string digest_print;             // of what the last digest said
  Date day{};                           // of `count`
  int count = 0;                        // messages of that day
  bool operator==(const Told&) const = default;
};

struct Message {
  bool digest = false;
  bool urgent = false;
  std::vector<std::string> keys;  // of the notices in it
  std::string subject;
  std::string text;
};

/// What is due now for one person over one channel, given what there is to tell. At most one message:
/// what cannot wait goes with a digest that is due. Quiet hours let pass only what begins within 12 hours;
/// the daily ceiling only what is urgent. The caller gives the digest's text when digest_due() says so.
class Teller {
 public:
  Teller(const Settings& settings, const Notify& channel, const Told& before, Instant now);

  /// A digest's time has come since the last one. Not for the first look: nothing is due that was never
  /// waited for.
  [[nodiscard]] bool digest_due() const { return digest_due_; }
  /// Whether one of these keys may have to be told now: if not, wording them can be spared.
  [[nodiscard]] bool anything_new(const std::vector<std::string>& keys) const;

  /// These are there to be told, or still there: what was told of them stays told.
  void note_there(const std::vector<std::string>& keys);

  [[nodiscard]] std::optional<Message> tell(const std::vector<Notice>& notices, const std::string& digest);
  /// What is to be remembered once the messages are written down.
  [[nodiscard]] const Told& told() const { return told_; }

 private:
  [[nodiscard]] bool passes_quiet(const Notice& notice) const;
  [[nodiscard]] bool below_ceiling() const;
  void count_one();
  [[nodiscard]] std::optional<Message> at_once(const std::vector<Notice>& notices);
  [[nodiscard]] std::optional<Message> digest_of(const std::vector<Notice>& notices,
                                                 const std::string& digest);

  const Settings& settings_;
  Told told_;
  Instant now_;
  Date today_;
  bool quiet_ = false;
  bool digest_due_ = false;
  Instant digest_time_{};
};

}  // namespace evenkeel
