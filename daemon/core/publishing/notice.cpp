#include "core/publishing/notice.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/household/disclosure.hpp"
#include "core/household/hours.hpp"
#include "core/plans/preflight.hpp"
#include "core/plans/wording.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace evenkeel {
namespace {

constexpr Seconds soon = Hours(48);
/// Begins so late what is about no time of its own: it waits for the morning.
constexpr Seconds no_hurry = Days(1);
/// Each costs analyses, and anybody can send invitations.
constexpr std::size_t most_with_times = 5;
constexpr std::size_t most_broken = 5;

class Gatherer {
 public:
  Gatherer(Viewer to, const World& world, const Analysis& analysis, const HouseNews& news, bool with_times)
      : to_(to), world_(world), analysis_(analysis), news_(news), with_times_(with_times) {}

  std::vector<Notice> run() {
    add_urgent();
    add_preflights();
    add_duties();
    add_support();
    add_pause();
    add_silent();
    add_credentials();
    add_settings();
    std::ranges::sort(notices_, [](const Notice& a, const Notice& b) {
      return std::tie(a.begins, a.key) < std::tie(b.begins, b.key);
    });
    return std::move(notices_);
  }

 private:
  const Settings& settings() const { return *world_.settings; }
  const Zone& zone() const { return *settings().zone; }

  void add_urgent() {
    for (const Finding& f : analysis_.findings) {
      if (f.severity != Severity::urgent || f.if_accepted || !is_for(to_, f)) continue;
      std::string text = f.explanation + "\n";
      for (const Suggestion& s : f.suggestions)
        text += "  – " + s.text + (s.effect.empty() ? "" : " (" + s.effect + ")") + "\n";
      notices_.push_back({"urgent/" + f.key, Occasion::urgent, true, pressing(f), f.title, std::move(text)});
    }
  }

  /// When something has to happen. A crunch has nearly always begun, and so may others: what matters of such
  /// is until when something can still be done.
  [[nodiscard]] Instant pressing(const Finding& f) const {
    const bool crunch = f.kind == "crunch" || f.kind == "joint-crunch";
    return crunch || f.time.start <= world_.now ? f.decide_by.value_or(f.time.end) : f.time.start;
  }

  /// Whether this partner's doing is news here: to the other one, and to both where both read.
  [[nodiscard]] bool is_news(PartnerIndex doing) const { return to_.partner != doing; }

  /// To the invited partner alone.
  void add_preflights() {
    if (!to_.partner) return;
    const DisclosurePolicy policy(settings(), *world_.snapshot, to_);
    const Zone& own = *world_.partner(*to_.partner).zone;
    std::size_t with_times = 0;
    for (const Preflight& preflight : preflights(world_, analysis_, *to_.partner)) {
      const Engagement& e = engagement_of(preflight.first);
      std::string text = fmt::format("You have not answered \"{}\" on {}", policy.text(e, Pass::all).str(),
                                     span_text(e.occurrence.time, own));
      if (preflight.what.size() > 1) text += fmt::format(", one of {} of a series", preflight.what.size());
      text += ". If you accept it:\n" + breaks_text(preflight);
      if (with_times_ && with_times++ < most_with_times) text += harmless(preflight, own);
      notices_.push_back({preflight.key(world_), Occasion::preflight, true,
                          engagement_of(preflight.what.front()).occurrence.time.start,
                          "Before you accept an invitation", std::move(text)});
    }
  }

  [[nodiscard]] const Engagement& engagement_of(const EngagementRef& what) const {
    return world_.engagements[index(what.person)][what.engagement];
  }

  /// The first few, since a series breaks the same thing week by week.
  static std::string breaks_text(const Preflight& preflight) {
    std::string text;
    for (std::size_t i = 0; i < std::min(most_broken, preflight.breaks.size()); ++i)
      text += "  – " + preflight.breaks[i].explanation + "\n";
    if (preflight.breaks.size() > most_broken)
      text += fmt::format("  – and {} more\n", preflight.breaks.size() - most_broken);
    return text;
  }

  std::string harmless(const Preflight& preflight, const Zone& own) const {
    std::string text;
    for (const Interval& time : harmless_times(world_, preflight)) {
      text += (text.empty() ? "These times would break nothing: " : ", ") + span_text(time, own);
    }
    return text.empty() ? "" : text + ".\n";
  }

  /// A swap or a duty that somebody deleted: at once when it is close, else with the digest.
  void add_duties() {
    const Answers& answers = world_.snapshot->answers;
    for (const RotaEntry& entry : analysis_.rota.entries) {
      const CoverageWindow& window = entry.window;
      if (window.time.end <= world_.now) continue;
      const auto held = answers.holder.find(window.duty_key);
      if (held != answers.holder.end()) add_swap(entry, held->second);
    }
    for (const std::string& key : answers.not_needed) {
      const auto window = window_of_key(key);
      if (!window || window->end <= world_.now) continue;
      add_duty(key, "not-needed", window->start,
               fmt::format("{} on {} was deleted: nobody has to be there.", title_of_key(key),
                           day_text(zone().date_of(window->start))));
    }
  }

  /// People gave it to somebody, who has it only while they are able.
  void add_swap(const RotaEntry& entry, const PersonId& given_to) {
    const CoverageWindow& window = entry.window;
    const std::string name = name_of_id(settings(), given_to.str());
    const std::string& title = settings().coverages[window.coverage].title;
    const std::string when = span_text(window.time, zone());
    const std::string has = entry.who ? id_of(settings(), *entry.who).str() : "nobody";
    if (has == given_to.str()) {
      add_duty(window.duty_key, has, window.time.start,
               fmt::format("{} now has {} on {}.", name, title, when));
      return;
    }
    const std::string who_has = entry.who ? name_of_id(settings(), has) + " has it." : "Nobody has it.";
    add_duty(
        window.duty_key, given_to.str() + "/not-free/" + has, window.time.start,
        fmt::format("{} on {} could not be given to {}, who is not free. {}", title, when, name, who_has));
  }

  void add_duty(const std::string& key, const std::string& became, Instant begins, std::string text) {
    notices_.push_back({"swap/" + key + "/" + became, Occasion::change, begins - world_.now <= soon, begins,
                        "A duty was changed", std::move(text) + "\n"});
  }

  /// duty/COVERAGE/DATE[.n]; the whole date where the coverage or its range is none any more.
  [[nodiscard]] std::optional<Interval> window_of_key(const std::string& key) const {
    constexpr std::size_t date_length = 10;
    const auto slash = key.rfind('/');
    if (slash == std::string::npos) return std::nullopt;
    const auto date = parse_iso_date(key.substr(slash + 1, date_length));
    if (!date) return std::nullopt;
    const std::string place = key.substr(std::min(key.size(), slash + 1 + date_length));
    for (const Coverage& coverage : settings().coverages) {
      if (key.substr(0, slash) != "duty/" + coverage.id) continue;
      for (std::size_t range = 0; range < coverage.time.size(); ++range) {
        if (place == (range == 0 ? "" : fmt::format(".{}", range + 1)))
          return range_on(*date, coverage.time[range], zone());
      }
    }
    return Interval{zone().midnight(*date), zone().midnight(*date + Days(1))};
  }
  [[nodiscard]] std::string title_of_key(const std::string& key) const {
    for (const Coverage& coverage : settings().coverages) {
      if (key.starts_with("duty/" + coverage.id + "/")) return coverage.title;
    }
    return "A duty";
  }

  void add_support() {
    for (const SupportRequest& request : world_.support) {
      if (request.last < world_.today) continue;
      if (to_.partner && request.who == world_.partner(*to_.partner).id) continue;
      const std::string days = request.first == request.last
                                   ? "on " + day_text(request.first)
                                   : "from " + day_text(request.first) + " to " + day_text(request.last);
      notices_.push_back({fmt::format("support/{}/{}/{}", request.who.str(), iso_date(request.first),
                                      iso_date(request.last)),
                          Occasion::change, true, zone().midnight(request.first), "A request for support",
                          fmt::format("{} asks for support {}: household duties shift for that time.\n",
                                      name_of_id(settings(), request.who.str()), days)});
    }
  }

  /// No reason is given.
  void add_pause() {
    for (const PartnerIndex p : both_partners) {
      if (!world_.paused[index(p)] || !is_news(p)) continue;
      const std::string name = name_of_id(settings(), world_.partner(p).id.str());
      notices_.push_back({"paused/" + world_.partner(p).id.str(), Occasion::change, true,
                          world_.now + no_hurry, name + ": paused", name + "'s part is paused.\n"});
    }
  }

  void add_silent() {
    for (const SourceSnapshot& source : world_.snapshot->sources) {
      if (!source.stale || !source.last_success || !is_owner(source.name) || is_refused(source.name))
        continue;
      notices_.push_back(
          {fmt::format("silent/{}/{}", source.name.str(), rfc3339(*source.last_success)), Occasion::silent,
           true, world_.now + no_hurry, "A calendar is silent",
           fmt::format("{} has not answered since {} {}: what is said about it may be out of date.\n",
                       source.name.str(), day_text(zone().date_of(*source.last_success)),
                       clock_text(*source.last_success, zone()))});
    }
  }

  /// Then that is why it is silent.
  [[nodiscard]] bool is_refused(const SourceName& source) const {
    return std::ranges::any_of(news_.credentials,
                               [&](const CredentialTrouble& trouble) { return keeps_shut(trouble, source); });
  }

  void add_credentials() {
    for (const CredentialTrouble& trouble : news_.credentials) {
      if (!is_owner(trouble.name)) continue;
      notices_.push_back({credential_key(trouble, zone()), Occasion::silent, true, world_.now + no_hurry,
                          credential_title(trouble), credential_text(trouble, zone())});
    }
  }

  void add_settings() {
    for (const std::string& change : news_.settings_changes) {
      notices_.push_back({"settings/" + dav::fingerprint(change), Occasion::settings, true,
                          world_.now + no_hurry, "The settings were changed", change + "\n"});
    }
  }

  [[nodiscard]] bool is_owner(const SourceName& source) const {
    return !to_.partner || source.owner != world_.partner(other(*to_.partner)).id.str();
  }

  Viewer to_;
  const World& world_;
  const Analysis& analysis_;
  const HouseNews& news_;
  bool with_times_;
  std::vector<Notice> notices_;
};

}  // namespace

bool for_one_partner_only(const Finding& finding) {
  return finding.if_accepted || finding.kind == "after-hours" || finding.kind == "double-booked";
}

bool is_for(Viewer to, const Finding& finding) {
  if (!to.partner) return !for_one_partner_only(finding);
  return finding.concerns.empty() ||
         std::ranges::find(finding.concerns, *to.partner) != finding.concerns.end();
}

std::vector<Notice> notices_for(Viewer to, const World& world, const Analysis& analysis,
                                const HouseNews& news) {
  return Gatherer(to, world, analysis, news, true).run();
}

std::vector<std::string> notice_keys(Viewer to, const World& world, const Analysis& analysis,
                                     const HouseNews& news) {
  std::vector<std::string> keys;
  for (Notice& notice : Gatherer(to, world, analysis, news, false).run())
    keys.push_back(std::move(notice.key));
  return keys;
}

}  // namespace evenkeel
