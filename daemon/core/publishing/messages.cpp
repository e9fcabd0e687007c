#include "core/publishing/messages.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/household/hours.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr Seconds passes_quiet_within = Hours(12);
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

bool is_quiet(const Settings& settings, Instant now) {
  const Date today = settings.zone->date_of(now);
  for (const Date date : {today - Days(1), today}) {
    const Interval quiet = range_on(date, settings.alerts.quiet, *settings.zone);
    if (quiet.start <= now && now < quiet.end) return true;
  }
  return false;
}

}  // namespace

Teller::Teller(const Settings& settings, const Notify& channel, const Told& before, Instant now)
    : settings_(settings),
      told_(before),
      now_(now),
      today_(settings.zone->date_of(now)),
      quiet_(is_quiet(settings, now)),
      digest_time_(last_digest(channel, *settings.zone, now)) {
  digest_due_ = told_.digest && *told_.digest < digest_time_ && !quiet_;
  if (!told_.digest) told_.digest = now;
}

bool Teller::anything_new(const std::vector<std::string>& keys) const {
  return digest_due_ ||
         std::ranges::any_of(keys, [&](const std::string& key) { return !told_.notices.contains(key); });
}

bool Teller::passes_quiet(const Notice& notice) const {
  return !quiet_ || notice.begins < now_ + passes_quiet_within;
}

bool Teller::below_ceiling() const {
  return told_.day != today_ || told_.count < settings_.alerts.per_day;
}

void Teller::count_one() {
  if (told_.day != today_) told_.count = 0;
  told_.day = today_;
  ++told_.count;
}

void Teller::note_there(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    const auto known = told_.notices.find(key);
    if (known != told_.notices.end() && today_ - known->second > renew_after) known->second = today_;
  }
  std::erase_if(told_.notices, [&](const auto& known) { return today_ - known.second > forget_after; });
}

std::optional<Message> Teller::at_once(const std::vector<Notice>& notices) {
  Message message;
  std::size_t parts = 0;
  for (const Notice& notice : notices) {
    const bool urgent = notice.occasion == Occasion::urgent;
    if (!notice.at_once || told_.notices.contains(notice.key) || !passes_quiet(notice)) continue;
    if (!urgent && !below_ceiling()) continue;
    message.urgent |= urgent;
    message.keys.push_back(notice.key);
    message.subject = parts == 0 ? notice.subject : message.subject;
    message.text += (parts == 0 ? "" : "\n") + notice.text;
    ++parts;
    told_.notices.emplace(notice.key, today_);
  }
  if (parts == 0) return std::nullopt;
  if (parts > 1) message.subject += fmt::format(" (and {} more)", parts - 1);
  count_one();
  return message;
}

std::optional<Message> Teller::digest_of(const std::vector<Notice>& notices, const std::string& digest) {
  std::string waiting;
  Message message{.digest = true, .urgent = false, .keys = {}, .subject = "The week ahead", .text = {}};
  for (const Notice& notice : notices) {
    if (told_.notices.contains(notice.key)) continue;
    message.keys.push_back(notice.key);
    message.urgent |= notice.occasion == Occasion::urgent;
    if (notice.occasion != Occasion::urgent) waiting += "– " + notice.text;  // those stand among the clashes
  }
  const std::string print = dav::fingerprint(digest);
  if (message.keys.empty() && (digest.empty() || print == told_.digest_print)) {
    told_.digest = digest_time_;
    return std::nullopt;
  }
  if (!below_ceiling() && !message.urgent) return std::nullopt;  // tomorrow
  for (const std::string& key : message.keys) told_.notices.emplace(key, today_);
  message.text =
      waiting.empty() ? digest : "What changed\n" + waiting + (digest.empty() ? "" : "\n" + digest);
  told_.digest = digest_time_;
  told_.digest_print = print;
  count_one();
  return message;
}

std::optional<Message> Teller::tell(const std::vector<Notice>& notices, const std::string& digest) {
  // One message an occasion: what cannot wait goes with a digest that is due.
  return digest_due_ ? digest_of(notices, digest) : at_once(notices);
}

}  // namespace evenkeel
