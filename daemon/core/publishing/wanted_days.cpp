#include "core/publishing/wanted_kinds.hpp"

namespace evenkeel {
namespace {

Publication on_day(const PublishingInput& input, PublicationKind kind, std::string key, Date day) {
  Publication result;
  result.key = std::move(key);
  result.kind = kind;
  result.content.time = DateSpan{day, day + Days{1}};
  result.content.transparent = true;
  result.time = on_days({day, day + Days{1}}, *input.settings.zone);
  return result;
}

}  // namespace

std::vector<Publication> wanted_deadlines(const PublishingInput& input) {
  std::vector<Publication> result;
  for (const DeadlineDay& deadline : input.deadlines) {
    const Partner& partner = input.settings.partners.at(index(deadline.partner));
    Publication publication = on_day(input, PublicationKind::deadlines,
                                     "deadline/" + partner.id.str() + "/" + deadline.id, deadline.date);
    if (publication.time.end <= input.now) continue;
    publication.content.title = partner.name + ": " + deadline.title;
    publication.content.categories = {"Deadline"};
    result.push_back(std::move(publication));
  }
  return result;
}

std::vector<Publication> wanted_home_base(const PublishingInput& input) {
  std::vector<Publication> result;
  for (const HomeBase& base : input.home_bases) {
    if (base.night.end <= input.now) continue;
    const Partner& partner = input.settings.partners.at(index(base.home));
    if (input.paused.contains(partner.id)) continue;
    Publication publication = on_day(input, PublicationKind::home_base, base.key, base.date);
    if (publication.time.end <= input.now) continue;
    publication.content.title = "Home base: " + partner.name;
    publication.content.categories = {"Home base"};
    result.push_back(std::move(publication));
  }
  return result;
}

}  // namespace evenkeel
