#include "core/publishing/candidate_keys.hpp"

#include "core/time/text.hpp"

namespace evenkeel {
namespace {

constexpr Days looked_back{35};
constexpr Days looked_ahead{400};
/// What was made anew so often is close: the further ahead, the fewer times it can have come and gone.
constexpr Days looked_ahead_nearby{45};

std::string quarter(Date date) {
  const std::chrono::year_month_day day(std::chrono::sys_days(date.time_since_epoch()));
  return iso_date(date).substr(0, 4) + "-Q" + std::to_string(((unsigned{day.month()} - 1) / 3) + 1);
}

std::string period_name(Period every, Date date) {
  switch (every) {
    case Period::week:
      return iso_week(date);
    case Period::month:
      return iso_date(date).substr(0, 7);
    case Period::quarter:
      return quarter(date);
    case Period::year:
      return iso_date(date).substr(0, 4);
    case Period::rrule:
      return iso_date(date);
  }
  return {};
}

void add_date(std::map<std::string, PublicationKind>& keys, const Settings& settings, Date date) {
  const std::string day = iso_date(date);
  for (const Routine& routine : settings.routines) {
    keys.emplace("slot/" + routine.id + "/" + period_name(routine.every, date), PublicationKind::routines);
  }
  for (const Coverage& coverage : settings.coverages) {
    for (std::size_t range = 0; range < coverage.time.size(); ++range) {
      const std::string place = range == 0 ? "" : "." + std::to_string(range + 1);
      keys.emplace("duty/" + coverage.id + "/" + day + place, PublicationKind::duties);
    }
  }
  for (const Partner& partner : settings.partners) {
    keys.emplace("home-base/" + partner.id.str() + "/" + day, PublicationKind::home_base);
  }
}

}  // namespace

std::map<Uid, Recognised> recognise(const std::set<Uid>& uids, const Settings& settings,
                                    const Identity& identity, Date today) {
  std::map<Uid, Recognised> found;
  if (uids.empty()) return found;
  const auto look_for = [&](Days ahead, int first, int last) {
    std::map<std::string, PublicationKind> keys;
    for (Date date = today - looked_back; date < today + ahead; date += Days{1}) {
      add_date(keys, settings, date);
    }
    for (int generation = first; generation <= last && found.size() < uids.size(); ++generation) {
      for (const auto& [key, kind] : keys) {
        const Uid uid = identity.uid(key, generation);
        if (uids.contains(uid)) found.insert_or_assign(uid, Recognised{key, kind, generation});
      }
    }
  };
  look_for(looked_ahead, 0, last_generation_tried);
  look_for(looked_ahead_nearby, last_generation_tried + 1, last_generation_tried_nearby);
  return found;
}

}  // namespace evenkeel
