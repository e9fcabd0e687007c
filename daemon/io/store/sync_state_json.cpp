#include "io/store/sync_state_json.hpp"

#include "io/store/json_values.hpp"

namespace evenkeel {

using namespace json_values;

namespace {

Json hrefs(const std::vector<Href>& from) {
  return list(from, [](const Href& href) { return href.str(); });
}

std::vector<Href> hrefs_of(const Json& json, const char* member) {
  std::vector<Href> hrefs;
  for (const Json& href : members(json, member)) hrefs.emplace_back(href.get<std::string>());
  return hrefs;
}

}  // namespace

std::string sync_state_json(const dav::SyncState& state) {
  Json json{{"configured", state.configured}, {"collection", state.collection},
            {"token", state.token.str()},     {"ctag", state.ctag},
            {"etag", state.etag.str()},       {"last_modified", state.last_modified},
            {"held", hrefs(state.held)},      {"unfetched", hrefs(state.unfetched)}};
  if (state.given_up) json["given_up"] = true;
  if (state.measure) json["measure"] = *state.measure;
  if (state.unfetched_for > 0) json["unfetched_for"] = state.unfetched_for;
  if (state.looks > 0) json["looks"] = state.looks;
  if (!state.unfetched_as.empty()) json["unfetched_as"] = state.unfetched_as;
  if (!state.other_versions.empty()) json["other_versions"] = state.other_versions;
  if (!state.name.empty()) json["name"] = state.name;
  if (state.odd_answers > 0) json["odd_answers"] = state.odd_answers;
  if (state.last_full) json["last_full"] = of(*state.last_full);
  if (state.held_since) json["held_since"] = of(*state.held_since);
  return written(json);
}

Expected<dav::SyncState> sync_state_of(std::string_view json) {
  return reading<dav::SyncState>(json, [](const Json& object) {
    dav::SyncState state;
    state.configured = text(object, "configured");
    state.collection = text(object, "collection");
    state.token = SyncToken(text(object, "token"));
    state.ctag = text(object, "ctag");
    state.etag = ETag(text(object, "etag"));
    state.last_modified = text(object, "last_modified");
    state.last_full = optional_instant(object, "last_full");
    state.held_since = optional_instant(object, "held_since");
    state.held = hrefs_of(object, "held");
    state.unfetched = hrefs_of(object, "unfetched");
    state.given_up = value_or(object, "given_up", false);
    if (object.contains("measure")) state.measure = object["measure"].get<std::uint64_t>();
    state.unfetched_for = value_or(object, "unfetched_for", std::uint32_t{0});
    state.looks = value_or(object, "looks", std::uint32_t{0});
    if (object.contains("unfetched_as")) state.unfetched_as = text(object, "unfetched_as");
    if (object.contains("other_versions")) state.other_versions = text(object, "other_versions");
    if (object.contains("name")) state.name = text(object, "name");
    state.odd_answers = value_or(object, "odd_answers", std::uint32_t{0});
    return state;
  });
}

}  // namespace evenkeel
