#include "app/commands/numbers.hpp"

#include <cmath>

namespace evenkeel {
namespace {

constexpr double greatest_load = 99;

/// a / b in hundredths, half up; whole numbers all the way, so that a tie is a tie.
double hundredths(std::int64_t a, std::int64_t b) {
  const std::int64_t whole = (200 * a + b) / (2 * b);
  return static_cast<double>(whole) / 100;
}

}  // namespace

double hours_2(Seconds length) {
  return hundredths(length.count(), 3600);
}

double load_2(Seconds demand, Seconds supply) {
  if (demand.count() <= 0) return 0;
  if (supply.count() <= 0 || demand.count() > 99 * supply.count()) return greatest_load;
  return hundredths(demand.count(), supply.count());
}

double load_2(double load) {
  if (std::isnan(load)) return 0;
  if (load > greatest_load) return greatest_load;
  // A ratio of whole seconds that is a tie may come out a hair below it; a real one is never that near.
  return std::floor(load * 100 + 0.5 + 1e-9) / 100;
}

}  // namespace evenkeel
