// Configurations as people, and those who send them one, write them.
#include "fuzz/claim.hpp"
#include "io/settings/least_household.hpp"
#include "io/settings/load.hpp"
#include "io/settings/toml.hpp"

#include <algorithm>

namespace {

using namespace evenkeel;
using fuzz::claim;

/// Every problem stands somewhere in the text and says something; errors are why it is not ok.
void check(const LoadedSettings& loaded, std::string_view text) {
  const auto lines = std::ranges::count(text, '\n') + 1;
  const auto fatal = [](const SettingsProblem& p) { return !p.warning; };
  claim(loaded.ok == std::ranges::none_of(loaded.problems, fatal));
  for (const SettingsProblem& p : loaded.problems) {
    claim(!p.text.empty() && p.file == "e.toml");
    claim(p.line >= 0 && p.line <= lines && p.column >= 0);
    claim(p.text.find('\n') == std::string::npos);
  }
}

void check(const Settings& s) {
  claim(s.zone != nullptr);
  for (const Partner& p : s.partners) claim(!p.id.empty() && p.zone != nullptr);
  claim(s.partners[0].id != s.partners[1].id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  // As it is, and as the rest of a household that is complete.
  for (const std::string& whole : {std::string(text), test::kLeast + std::string(text)}) {
    const LoadedSettings loaded = load_settings_text(whole, "e.toml", "/conf", test::zones());
    check(loaded, whole);
    claim(!loaded.ok || settings::parse_toml(whole).has_value());
    if (loaded.ok) check(loaded.settings);
  }
  return 0;
}
