#include "core/findings/suggest.hpp"

#include "core/findings/candidates.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace evenkeel {

namespace {

/// The finding is gone, and no crunch remains over the interval under whatever name.
bool solves(const Effect& effect, const Finding& f) {
  return effect.gone.contains(f.key) && std::ranges::none_of(effect.causes, [&f](const Finding& other) {
           return other.kind == f.kind && f.kind == "crunch" && other.concerns == f.concerns &&
                  other.time.overlaps(f.time);
         });
}

/// A key begins with its kind (DESIGN section 6, Keys).
std::string_view kind_of_key(std::string_view key) {
  return key.substr(0, key.find('/'));
}

std::string effect_text(const Effect& effect, const Scene& scene) {
  std::string text =
      effect.gone.size() > 1 ? "Removes " + std::to_string(effect.gone.size()) + " findings" : "Removes it";
  if (effect.causes.empty()) return text + ".";
  const Finding& first = effect.causes.front();
  text += ", but causes another: " + first.title + ", " + span_text(first.time, scene.zone());
  if (effect.causes.size() > 1) text += ", and " + std::to_string(effect.causes.size() - 1) + " more";
  return text + ".";
}

class Suggesting {
 public:
  Suggesting(const SuggestInput& input, const std::vector<Finding>& findings)
      : input_(input),
        first_(input.first),
        second_(input.second),
        ahead_(input.first.world),
        tries_(input.tries) {
    for (const Finding& f : findings) {
      if (f.kind == "crunch") crunches_.push_back({f.key, f.concerns, f.time});
    }
    for (const Finding& f : findings) {
      for (const MoveAway& way : ways_out(scene_of(f), f)) {
        if (way.what.size() != 1) continue;
        if (const auto name = series_name(way.what.front())) series_[*name].insert(f.key);
      }
    }
  }

  void suggest_for(Finding& f) {
    // decide_by is when the first of all ways out expires; more of them than this nobody reads.
    constexpr std::size_t most = 10;
    const Scene& scene = scene_of(f);
    for (const Candidate& c : candidates(scene, f, input_.slots, input_.next_best)) {
      if (f.suggestions.size() >= most) break;
      try_series(scene, f, c);
      try_one(scene, f, c);
    }
    std::ranges::stable_partition(f.suggestions,
                                  [](const Suggestion& s) { return s.text.starts_with("Move the series"); });
    for (const Suggestion& s : f.suggestions) {
      if (s.expires && (!f.decide_by || *s.expires < *f.decide_by)) f.decide_by = s.expires;
    }
  }

  [[nodiscard]] bool exhausted() const { return tries_ == 0; }

 private:
  struct KnownCrunch {
    std::string key;
    std::vector<PartnerIndex> concerns;
    Interval time;
  };
  using SeriesName = std::tuple<PersonIndex, std::size_t, std::string>;

  [[nodiscard]] const Scene& scene_of(const Finding& f) const { return f.if_accepted ? second_ : first_; }

  [[nodiscard]] std::optional<SeriesName> series_name(const EngagementRef& ref) const {
    const Engagement& e = first_.engagement(ref.person, ref.engagement);
    if (!e.occurrence.recurrence_id) return std::nullopt;
    return SeriesName{ref.person, e.source, e.occurrence.component->uid.str()};
  }

  std::optional<Effect> attempt(const Change& change) {
    if (tries_ == 0) return std::nullopt;
    --tries_;
    Effect effect = input_.attempt(change);
    std::erase_if(effect.gone, [this](const std::string& key) { return is_muted(kind_of_key(key)); });
    std::erase_if(effect.causes, [this](const Finding& other) { return is_muted(other.kind); });
    return effect;
  }

  /// Muted kinds are computed and not reported, in no effect either.
  [[nodiscard]] bool is_muted(std::string_view kind) const {
    const auto& mute = first_.settings.alerts.mute;
    return std::ranges::find(mute, kind) != mute.end();
  }

  void try_one(const Scene& scene, Finding& f, const Candidate& c) {
    const auto effect = attempt(c.change);
    if (!effect || !solves(*effect, f)) return;
    if (std::holds_alternative<MoveDeadline>(c.change) && another_crunch_stays(*effect, f)) return;
    // What stands behind the first few is there for its date; its tries are worth more to other findings.
    constexpr std::size_t with_times = 3;
    const std::string instead =
        f.suggestions.size() < with_times ? time_instead(scene, f, c.change) : std::string();
    f.suggestions.push_back({c.text, effect_text(*effect, scene) + instead, c.expires});
  }

  /// An alternative date is worth a word only where no crunch remains over the interval.
  [[nodiscard]] bool another_crunch_stays(const Effect& effect, const Finding& f) const {
    return f.kind == "crunch" && std::ranges::any_of(crunches_, [&](const KnownCrunch& other) {
             return other.concerns == f.concerns && other.time.overlaps(f.time) &&
                    !effect.gone.contains(other.key);
           });
  }

  /// A time to which it can go without causing anything, tried like every change.
  std::string time_instead(const Scene& scene, const Finding& f, const Change& change) {
    const auto* move = std::get_if<MoveAway>(&change);
    if (move == nullptr || move->what.size() != 1) return {};
    const EngagementRef& what = move->what.front();
    const auto to = free_time_for(scene, what, free_time(scene, what.person));
    if (!to) return {};
    const auto effect = attempt(MoveTo{what, *to});
    if (!effect || !solves(*effect, f) || !effect->causes.empty()) return {};
    const Zone& zone = scene.zone_of(static_cast<PartnerIndex>(index(what.person)));
    return " Free for it: " + span_text(*to, zone) + ".";
  }

  void try_series(const Scene& scene, Finding& f, const Candidate& c) {
    const auto* move = std::get_if<MoveAway>(&c.change);
    if (move == nullptr || move->what.size() != 1) return;
    const auto name = series_name(move->what.front());
    if (!name || series_[*name].size() < 2) return;
    auto known = tried_.find(*name);
    if (known == tried_.end()) {
      const MoveAway all = ahead_.of(move->what.front());
      auto effect = attempt(all);
      if (!effect) return;
      known = tried_.emplace(*name, *std::move(effect)).first;
    }
    if (known->second.gone.size() < 2 || !known->second.gone.contains(f.key)) return;
    std::string text = c.text;
    text.replace(0, std::string_view("Move").size(), "Move the series of");
    f.suggestions.push_back({std::move(text), effect_text(known->second, scene), c.expires});
  }

  /// Laid out once for each person and pass.
  const IntervalSet& free_time(const Scene& scene, PersonIndex who) {
    const auto [place, fresh] = free_.try_emplace({scene.pass(), who});
    if (fresh) place->second = free_time_of(scene, who);
    return place->second;
  }

  const SuggestInput& input_;
  const Scene first_;
  const Scene second_;
  SeriesAhead ahead_;
  std::size_t tries_;
  std::vector<KnownCrunch> crunches_;
  /// Which findings each series takes part in, so that moving it is worth more than one occurrence.
  std::map<SeriesName, FindingKeys> series_;
  std::map<SeriesName, Effect> tried_;
  std::map<std::pair<Pass, PersonIndex>, IntervalSet> free_;
};

}  // namespace

Effect effect_of(const FindingKeys& before, std::vector<Finding> after) {
  Effect effect;
  FindingKeys kept;
  for (Finding& f : after) {
    kept.insert(f.key);
    if (!before.contains(f.key)) effect.causes.push_back(std::move(f));
  }
  std::ranges::set_difference(before, kept, std::inserter(effect.gone, effect.gone.end()));
  return effect;
}

void add_suggestions(const SuggestInput& input, std::vector<Finding>& findings) {
  Suggesting suggesting(input, findings);
  for (Finding& f : findings) {
    // Worst first: what comes after is no worse, and takes nothing from those before it.
    if (suggesting.exhausted() || f.severity < input.least) return;
    suggesting.suggest_for(f);
  }
}

}  // namespace evenkeel
