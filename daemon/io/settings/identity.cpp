#include "io/settings/identity.hpp"

#include "io/settings/convert.hpp"

#include <algorithm>

namespace evenkeel::settings {

void read_identity(Section& section, std::string& id, std::string& title, std::vector<std::string>& taken) {
  const bool has_id = section.find("id") != nullptr;
  const bool has_title = section.find("title") != nullptr;
  section.read("id", id, loose_id);
  section.read("title", title, text);
  if (!has_id && !has_title) return section.missing("id", "expected `id` or `title`");
  if (!has_title) title = id;
  if (!has_id && !title.empty()) {
    id = slug(title);
    if (id.empty()) return section.missing("id", "no id can be made of this title; expected `id` too");
  }
  if (id.empty()) return;
  if (std::ranges::find(taken, id) != taken.end()) {
    const std::string known = "\"" + id + "\" is the id of another one too; ";
    if (has_id)
      section.error("id", known + "expected one of its own");
    else
      section.error("title", known + "give one of them an `id`");
  }
  taken.push_back(id);
}

}  // namespace evenkeel::settings
