#include "core/household/naming.hpp"

#include "core/household/ascii.hpp"
#include "core/household/classify.hpp"
#include "core/household/people.hpp"
#include "core/household/source_owner.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace evenkeel {

namespace {

/// A literal as a pattern: everything but letters, digits and bytes beyond ASCII is escaped.
std::string quoted(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool ascii_symbol = static_cast<unsigned char>(c) < 0x80 && std::isalnum(c) == 0;
    if (ascii_symbol) result += '\\';
    result += c;
  }
  return result;
}

/// Cuts `text` at `,` `&` `+` and the word `and`, which has blanks or an end of the text around it.
std::vector<std::string_view> entries(std::string_view text) {
  std::vector<std::string_view> result;
  std::size_t begin = 0;
  const auto blank = [&](std::size_t i) { return ascii::blanks.find(text[i]) != std::string_view::npos; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool symbol = text[i] == ',' || text[i] == '&' || text[i] == '+';
    const bool word = (i == 0 || blank(i - 1)) && ascii::lower(text.substr(i, 3)) == "and" &&
                      (i + 3 == text.size() || blank(i + 3));
    if (!symbol && !word) continue;
    result.push_back(ascii::trimmed(text.substr(begin, i - begin)));
    begin = i + (word ? 3 : 1);
  }
  result.push_back(ascii::trimmed(text.substr(begin)));
  return result;
}

/// Up to a blank or one of `,;:.!?(`, after leading blanks.
std::string first_word(std::string_view text) {
  text = text.substr(std::min(text.find_first_not_of(ascii::blanks), text.size()));
  return ascii::lower(text.substr(0, text.find_first_of(" \t\r\n,;:.!?(")));
}

Announcement announcement_of(std::string_view word) {
  if (word == "trip" || word == "away" || word == "travel") return Announcement::travel;
  if (word == "leave" || word == "off" || word == "holiday") return Announcement::leave;
  if (word == "home") return Announcement::remote_day;
  if (word == "support") return Announcement::support;
  if (word == "pause") return Announcement::pause;
  return Announcement::none;
}

}  // namespace

HouseholdNaming::HouseholdNaming(const Settings& settings) {
  for (const PartnerIndex p : both_partners) {
    addresses_[index(p)] = addresses_of(settings, person(p));
    const Partner& partner = settings.partners[index(p)];
    std::string pattern = R"(\A(?:)" + quoted(partner.id.str());
    if (!partner.name.empty()) pattern += "|" + quoted(partner.name);
    // A name that is not UTF-8 can't be in a calendar; the id alone stands.
    auto compiled = Pattern::compile(pattern + R"()\z)", Pattern::Case::folded);
    if (!compiled)
      compiled = Pattern::compile(R"(\A)" + quoted(partner.id.str()) + R"(\z)", Pattern::Case::folded);
    if (compiled) who_[index(p)] = *std::move(compiled);
  }
}

void HouseholdNaming::name_entry(std::string_view entry, Both& named) const {
  const bool both = ascii::lower(entry) == "both";
  for (const PartnerIndex p : both_partners) {
    const auto& who = who_[index(p)];
    if (both || (who && who->found_in(entry))) named[index(p)] = true;
  }
}

HouseholdNaming::Both HouseholdNaming::in_list(std::string_view list) const {
  Both named{};
  for (const std::string_view entry : entries(list)) name_entry(entry, named);
  name_entry(ascii::trimmed(list), named);  // a name may hold a separator itself
  return named;
}

HouseholdNaming::Both HouseholdNaming::in_categories(const Component& component) const {
  Both named{};
  for (const PrivateText& category : component.categories) {
    const std::string_view value = ascii::trimmed(category.open(PrivateText::Key()));
    for (const PartnerIndex p : both_partners) {
      const auto& who = who_[index(p)];
      if (who && who->found_in(value)) named[index(p)] = true;
    }
  }
  return named;
}

Naming HouseholdNaming::read(const Component& component) const {
  Naming naming;
  Both listed{};
  const std::string_view summary = component.summary.open(PrivateText::Key());
  if (const auto colon = summary.find(':'); colon != std::string_view::npos) {
    listed = in_list(summary.substr(0, colon));
    if (listed[0] || listed[1]) naming.announcement = announcement_of(first_word(summary.substr(colon + 1)));
  }
  const Both by_category = in_categories(component);
  for (const PartnerIndex p : both_partners) {
    const std::size_t i = index(p);
    const Attendee* own = own_attendee(component, addresses_[i]);
    const bool declined =
        own != nullptr && (own->partstat == PartStat::declined || own->partstat == PartStat::delegated);
    naming.named[i] = !declined && (own != nullptr || by_category[i] || listed[i]);
    naming.announced_for[i] = !declined && listed[i] && naming.announcement != Announcement::none;
  }
  return naming;
}

}  // namespace evenkeel
