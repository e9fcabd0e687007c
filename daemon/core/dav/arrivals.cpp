#include "core/dav/arrivals.hpp"

#include "core/ical/uids.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::size_t confirmed_enough = 10;
constexpr std::size_t most_waiting = std::size_t{16} << 20U;  // bytes of iCalendar

}  // namespace

Came came(Fetched resource) {
  auto uids = ical::uids(resource.text);
  if (!uids) return {std::move(resource), std::nullopt};
  return {std::move(resource), std::move(*uids)};
}

std::vector<Uid> lost_uids(const std::vector<Uid>& before, const std::vector<Uid>& now) {
  const std::unordered_set<Uid> present(now.begin(), now.end());
  auto nameless = std::ranges::count_if(now, ical::is_made_of_content);
  std::vector<Uid> lost;
  for (const auto& uid : before) {
    const bool there = ical::is_made_of_content(uid) ? nameless-- > 0 : present.contains(uid);
    if (!there) lost.push_back(uid);
  }
  return lost;
}

Arrivals::Arrivals(const Contents& here, bool told) : here_(&here), told_(told) {
  for (const auto& [href, uids] : here) {
    objects_ += uids.size();
    for (const auto& uid : uids) under_.emplace(uid.str(), &href);
  }
}

const std::vector<Uid>& Arrivals::stored(const Href& href) const {
  static const std::vector<Uid> none;
  const auto it = here_->find(href);
  return it == here_->end() ? none : it->second;
}

std::size_t Arrivals::objects_of(const Href& href) const {
  return told_ ? stored(href).size() : 1;
}

bool Arrivals::trusts_multigets() const {
  return wrong_ == 0 && confirmed_ >= confirmed_enough;
}

void Arrivals::begin_batch() {
  if (here_->empty()) let_in_.clear();
}

Arrivals::Opinion Arrivals::opinion(const Came& one) {
  if (!one.uids || trusts_multigets()) return {};
  const Href& name = one.resource.href;
  const auto& before = stored(name);
  const std::unordered_set<Uid> had(before.begin(), before.end());
  Opinion out;
  out.doubted = !before.empty() && !one.uids->empty() && lost_uids(before, *one.uids).size() == before.size();
  for (const auto& uid : *one.uids) {
    const auto& first = seen_.emplace(uid, name).first->second;
    if (first != name) {
      out.doubted = true;
      if (const auto in = let_in_.find(first); in != let_in_.end()) {
        out.other = first;
        doubted_.emplace(first, std::move(in->second));
        let_in_.erase(in);
      }
    }
    out.doubted = out.doubted || (!had.contains(uid) && under_.contains(uid.str()));
  }
  if (out.doubted) doubted_.insert_or_assign(name, *one.uids);
  return out;
}

void Arrivals::came_alone(const Came& one) {
  const auto doubted = doubted_.extract(one.resource.href);
  if (!doubted) return;
  ++(one.uids == doubted.mapped() ? confirmed_ : wrong_);
}

std::optional<Fetched> Arrivals::let_in(Came one) {
  doubted_.erase(one.resource.href);
  if (!one.uids) return std::move(one.resource);
  auto lost = lost_uids(stored(one.resource.href), *one.uids);
  if (lost.empty()) {
    let_in_.insert_or_assign(one.resource.href, std::move(*one.uids));
    return std::move(one.resource);
  }
  waiting_bytes_ += one.resource.text.size();
  if (waiting_bytes_ > most_waiting) {
    waiting_bytes_ -= one.resource.text.size();
    one.resource.text = {};
  }
  const Href name = one.resource.href;
  let_in_.erase(name);
  waiting_.insert_or_assign(name, Waiting{std::move(one.resource), std::move(lost)});
  return std::nullopt;
}

std::vector<Href> Arrivals::moved(const std::vector<Missing>& missing) const {
  if (missing.empty() || !told_) return {};
  std::unordered_set<Uid> come;
  for (const auto& [href, uids] : let_in_) {
    const auto& before = stored(href);
    const std::unordered_set<Uid> had(before.begin(), before.end());
    for (const auto& uid : uids) {
      if (!had.contains(uid)) come.insert(uid);
    }
  }
  std::vector<Href> out;
  for (const auto& m : missing) {
    const auto& uids = stored(m.href);
    const auto has_come = [&](const Uid& uid) { return come.contains(uid); };
    const bool is_here = let_in_.contains(m.href) || waiting_.contains(m.href);
    if (!uids.empty() && !is_here && std::ranges::all_of(uids, has_come)) out.push_back(m.href);
  }
  return out;
}

/// Under another name that is here and neither missing nor replaced.
bool Arrivals::stays(const Uid& uid, const Names& missing) const {
  const auto [first, last] = under_.equal_range(uid.str());
  return std::any_of(first, last, [&](const auto& entry) {
    const Href& href = *entry.second;
    return !missing.contains(href) && !let_in_.contains(href) && !waiting_.contains(href);
  });
}

std::vector<Missing> Arrivals::weighed(const std::vector<Missing>& missing,
                                       const std::vector<Href>& moved) const {
  Names gone;
  for (const auto& m : missing) gone.insert(m.href);
  const Names elsewhere(moved.begin(), moved.end());
  std::unordered_set<Uid> come;
  for (const auto& [href, uids] : let_in_) come.insert(uids.begin(), uids.end());
  std::unordered_set<Uid> doubted;
  for (const auto& [href, uids] : doubted_) doubted.insert(uids.begin(), uids.end());
  const auto may_come = [&](const Href& href) {
    return std::ranges::any_of(stored(href), [&](const Uid& uid) { return doubted.contains(uid); });
  };
  std::unordered_map<Uid, bool> counted;
  const auto counts = [&](const Uid& uid) {
    const auto [known, fresh] = counted.try_emplace(uid, false);
    if (fresh) known->second = !come.contains(uid) && !stays(uid, gone);
    return known->second;
  };
  const auto weight = [&](const std::vector<Uid>& uids) {
    return static_cast<std::size_t>(std::ranges::count_if(uids, counts));
  };
  std::vector<Missing> out;
  for (const auto& m : missing) {
    if (elsewhere.contains(m.href) || waiting_.contains(m.href) || may_come(m.href)) continue;
    out.push_back({m.href, told_ ? weight(stored(m.href)) : 1});
  }
  for (const auto& [href, one] : waiting_) out.push_back({href, weight(one.lost)});
  std::ranges::sort(out, {}, &Missing::href);
  return out;
}

std::optional<Fetched> Arrivals::take_waiting(const Href& href) {
  auto found = waiting_.extract(href);
  if (!found) return std::nullopt;
  return std::move(found.mapped().resource);
}

}  // namespace evenkeel::dav
