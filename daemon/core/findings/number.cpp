#include "core/findings/number.hpp"

#include <cmath>

namespace evenkeel {

namespace {
constexpr double most = 99;
}

double printed_hours(Seconds length) {
  // Hundredths of an hour are 36 s; half of one is 18 s.
  const auto hundredths =
      std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<36>>>(length + Seconds(18));
  return static_cast<double>(hundredths.count()) / 100;
}

double printed_load(Seconds demand, Seconds supply) {
  if (demand.count() <= 0) return 0;
  if (supply.count() <= 0 || demand > 99 * supply) return most;
  const std::int64_t hundredths = ((200 * demand.count()) + supply.count()) / (2 * supply.count());
  return static_cast<double>(hundredths) / 100;
}

double printed_load(double load) {
  if (!(load <= most)) return most;
  // Quotients of whole seconds that are not a half lie further from it than this; those that are may come out
  // a little below.
  constexpr double half = 0.5 + 1e-9;
  return std::floor((load * 100) + half) / 100;
}

}  // namespace evenkeel
