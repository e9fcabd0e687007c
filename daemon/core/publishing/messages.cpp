#include "core/publishing/messages.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/household/hours.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr Seconds passes_quiet_within = Hours(12);
/// Of swaps, deleted duties and requests for support (DESIGN section 8, "Three-way").
constexpr Seconds soon = Hours(48);
constexpr Days renew_after{7};
constexpr Days forget_after{14};

/// The last time at or before now at which a digest was due.
Instant last_digest(const Notify& channel, const Zone& zone, Instant now) {
  Date date = zone.date_of(now);
  while (true) {
    if (weekday_index(date) == channel.digest_weekday) {
      const Instant due = zone.to_instant(LocalTime(date) + channel.digest_time);
      if (due <= now) return due;
    }
    date -= Days(1);
  }
}

}  // namespace

std::optional<Instant> quiet_until(const Settings& settings, Instant now) {
  const Date today = settings.zone->date_of(now);
  for (const Date date : {today - Days(1), today}) {
    const Interval quiet = range_on(date, settings.alerts.quiet, *settings.zone);
    if (quiet.start <= now && now < quiet.end) return quiet.end;
  }
  return std::nullopt;
}

bool passes_quiet_hours(Instant begins, Instant now) {
  return begins < now + passes_quiet_within;
}

Teller::Teller(const Settings& settings, const Notify& channel, const Told& before,
               std::vector<DayCount> people, Instant now)
    : settings_(settings),
      told_(before),
      people_(std::move(people)),
      now_(now),
      today_(settings.zone->date_of(now)),
      quiet_(quiet_until(settings, now).has_value()),
      digest_time_(last_digest(channel, *settings.zone, now)) {
  // A digest of the future was noted by a clock that has been set back since.
  if (told_.digest && *told_.digest > now) told_.digest = digest_time_;
  digest_due_ = told_.digest && *told_.digest < digest_time_ && !quiet_;
  if (!told_.digest) told_.digest = now;
}

bool Teller::anything_new(const std::vector<std::string>& keys) const {
  return digest_due_ ||
         std::ranges::any_of(keys, [&](const std::string& key) { return !told_.notices.contains(key); });
}

bool Teller::passes_quiet(const Notice& notice) const {
  return !quiet_ || passes_quiet_hours(notice.begins, now_);
}

bool Teller::below_ceiling(std::string_view key) const {
  return std::ranges::all_of(people_, [&](const DayCount& day) {
    const bool today = day.day == today_;
    return (today ? day.count : 0) < settings_.alerts.per_day ||
           (today && day.keys.contains(std::string(key)));
  });
}

void Teller::count(const Message& message) {
  std::set<std::string> keys(message.keys.begin(), message.keys.end());
  if (message.digest) keys.insert(std::string(digest_key));
  for (DayCount& day : people_) {
    if (day.day != today_) day = {.day = today_, .count = 0, .keys = {}};
    if (!std::ranges::includes(day.keys, keys)) ++day.count;
    day.keys.insert(keys.begin(), keys.end());
  }
}

void Teller::note_there(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    const auto known = told_.notices.find(key);
    if (known != told_.notices.end() && today_ - known->second > renew_after) known->second = today_;
  }
  std::erase_if(told_.notices, [&](const auto& known) { return today_ - known.second > forget_after; });
}

void Teller::take_as_told(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) told_.notices.emplace(key, today_);
}

void Teller::forget(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) told_.notices.erase(key);
}

/// Who has to be there soon, or need not, is told whatever was told today.
bool Teller::passes_ceiling(const Notice& notice) const {
  return notice.occasion == Occasion::urgent || below_ceiling(notice.key) ||
         (notice.occasion == Occasion::change && !notice.key.starts_with("paused/") &&
          notice.begins - now_ <= soon);
}

std::optional<Message> Teller::at_once(std::vector<Notice> notices) {
  Message message;
  std::size_t parts = 0;
  const auto is_urgent = [](const Notice& notice) { return notice.occasion == Occasion::urgent; };
  std::ranges::stable_partition(notices, is_urgent);
  for (const Notice& notice : notices) {
    if (!notice.at_once || told_.notices.contains(notice.key) || !passes_quiet(notice)) continue;
    if (!passes_ceiling(notice)) continue;
    message.urgent |= is_urgent(notice);
    message.begins = std::min(message.begins, notice.begins);
    message.keys.push_back(notice.key);
    message.subject = parts == 0 ? notice.subject : message.subject;
    message.text += (parts == 0 ? "" : "\n") + notice.text;
    ++parts;
    told_.notices.emplace(notice.key, today_);
  }
  if (parts == 0) return std::nullopt;
  if (parts > 1) message.subject += fmt::format(" (and {} more)", parts - 1);
  count(message);
  return message;
}

std::optional<Message> Teller::digest_of(const std::vector<Notice>& notices, const std::string& digest) {
  std::string waiting;
  Message message;
  message.digest = true;
  message.subject = "The week ahead";
  for (const Notice& notice : notices) {
    if (told_.notices.contains(notice.key)) continue;
    message.keys.push_back(notice.key);
    message.urgent |= notice.occasion == Occasion::urgent;
    message.begins = std::min(message.begins, notice.begins);
    if (notice.occasion != Occasion::urgent) waiting += "– " + notice.text;  // those stand among the clashes
  }
  const std::string print = dav::fingerprint(digest);
  if (message.keys.empty() && (digest.empty() || print == told_.digest_print)) {
    told_.digest = digest_time_;
    return std::nullopt;
  }
  if (!below_ceiling(digest_key) && !message.urgent) return std::nullopt;  // tomorrow
  for (const std::string& key : message.keys) told_.notices.emplace(key, today_);
  message.text =
      waiting.empty() ? digest : "What changed\n" + waiting + (digest.empty() ? "" : "\n" + digest);
  told_.digest = digest_time_;
  told_.digest_print = print;
  count(message);
  return message;
}

std::optional<Message> Teller::tell(const std::vector<Notice>& notices, const std::string& digest) {
  // One message an occasion: what cannot wait goes with a digest that is due.
  return digest_due_ ? digest_of(notices, digest) : at_once(notices);
}

}  // namespace evenkeel
