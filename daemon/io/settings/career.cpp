// [[career]]: whose work leads, from a day on.
#include "io/settings/convert.hpp"
#include "io/settings/dates.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"

#include <algorithm>
#include <cmath>

namespace evenkeel::settings {

namespace {

/// 0.35 as 35: a number from 0 to 1 in whole hundredths (shares are whole percents, DESIGN section 7).
std::optional<int> percent(const Value& value, Reader& reader) {
  const auto given = number(value, reader);
  if (!given) return std::nullopt;
  const double hundredths = *given * 100;
  if (*given < 0 || *given > 1) {
    reader.error(value.at, "this share is out of range; expected a number from 0 to 1, like 0.35");
  } else if (std::abs(hundredths - std::round(hundredths)) > 1e-9) {
    reader.error(value.at, "this is no whole percent; expected two decimals, like 0.35");
  } else {
    return static_cast<int>(std::lround(hundredths));
  }
  return std::nullopt;
}

Career read_career(Section& section) {
  Career career;
  section.require("from", career.from, date, "expected the first date of this model");
  section.read("model", career.lead_model, OneOf<bool>{{{"equal", false}, {"lead", true}}});
  section.read("lead", career.lead, partner_id);
  section.read("share", career.share_percent, percent);
  const bool led = section.find("lead") != nullptr;
  if (career.lead_model && !led) section.missing("lead", "expected the partner whose work leads");
  if (!career.lead_model && led) section.warn("lead", R"(without model = "lead" this has no effect)");
  if (!career.lead_model && section.find("share") != nullptr) {
    section.warn("share", R"(without model = "lead" this has no effect)");
  }
  return career;
}

}  // namespace

void read_careers(Section& root) {
  auto& careers = root.reader().settings.careers;
  for (const Value* value : tables_of(root, "career")) {
    Section section(*value, "career", root.reader());
    Career career = read_career(section);
    section.finish();
    const bool dated = section.find("from") != nullptr;
    if (dated && std::ranges::find(careers, career.from, &Career::from) != careers.end()) {
      section.error("from", "another [[career]] begins on this date too; expected one a date");
    }
    careers.push_back(std::move(career));
  }
}

}  // namespace evenkeel::settings
