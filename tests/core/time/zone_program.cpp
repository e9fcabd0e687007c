// Answers questions about zones, one a line, for zone_differential:
//   ZONE instant SECONDS   -> the offset in seconds
//   ZONE local SECONDS     -> unique|skipped|repeated and the instant (SECONDS: civil time since 1970)
#include "core/time/zones.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

int main() {
  using namespace evenkeel;
  Zones zones([](std::string_view name) -> std::optional<std::string> {
    std::ifstream file("/usr/share/zoneinfo/" + std::string(name), std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
  });
  std::string name;
  std::string question;
  for (std::int64_t seconds = 0; std::cin >> name >> question >> seconds;) {
    const Zone* zone = zones.named(name);
    if (zone == nullptr) {
      std::cout << "unknown\n";
    } else if (question == "instant") {
      std::cout << zone->offset_at(Instant{Seconds{seconds}}).count() << '\n';
    } else {
      const auto found = zone->lookup(LocalTime{Seconds{seconds}});
      const char* const kinds[] = {"unique", "skipped", "repeated"};
      std::cout << kinds[static_cast<int>(found.kind)] << ' ' << found.instant.time_since_epoch().count()
                << '\n';
    }
  }
}
