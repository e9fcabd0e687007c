#include "core/publishing/duty_title.hpp"

#include "core/publishing/person.hpp"

namespace evenkeel {

std::optional<DutyTitle> read_duty_title(const Settings& settings, std::string_view title) {
  const std::size_t colon = title.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view who = title.substr(0, colon);
  if (const auto person = person_named(settings, who)) return DutyTitle{*person, false};
  constexpr std::string_view ask = "ask ";
  if (who.size() <= ask.size() || (who[0] != 'A' && who[0] != 'a') || who.substr(1, 3) != ask.substr(1)) {
    return std::nullopt;
  }
  const auto person = person_named(settings, who.substr(ask.size()));
  if (!person) return std::nullopt;
  return DutyTitle{*person, true};
}

std::optional<DutyTitle> read_duty_holder(const Settings& settings, std::string_view title) {
  if (auto named = read_duty_title(settings, title)) return named;
  if (const auto alone = person_named(settings, title)) return DutyTitle{*alone, false};
  return std::nullopt;
}

std::string with_name_of(const Settings& settings, std::string_view ours, std::string_view theirs) {
  if (!read_duty_title(settings, theirs)) return std::string(ours);
  return std::string(ours.substr(0, ours.find(':'))) + std::string(theirs.substr(theirs.find(':')));
}

}  // namespace evenkeel
