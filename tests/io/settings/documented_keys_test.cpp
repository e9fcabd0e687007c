// Keys in the manual page and in the JSON schema are the keys that the readers look for, no more and no less.
#include "io/settings/least_household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <sstream>

namespace evenkeel {
namespace {

using testing::IsEmpty;
using Json = nlohmann::json;
using Keys = std::set<std::string>;

/// Every table there is, each at least once; what is in them does not matter.
constexpr const char* every_table = R"(
[household]
time_zone = "Europe/London"
pause = { calendar = "school" }
[[household.calendar]]
name = "school"
password = { file = "a" }
oauth = { client_id = "a", client_secret = { file = "a" } }
[[partner]]
id = "alex"
[[partner.calendar]]
password = { file = "a" }
oauth = { client_id = "a", client_secret = { file = "a" } }
[[partner.deadline]]
[[partner]]
id = "sam"
[[helper]]
[[helper.calendar]]
password = { file = "a" }
oauth = { client_id = "a", client_secret = { file = "a" } }
[[shared]]
password = { file = "a" }
oauth = { client_id = "a", client_secret = { file = "a" } }
[[coverage]]
on = { calendar = "school" }
except = { calendar = "school" }
[[routine]]
agenda = [{ file = "a" }]
[[protect]]
[[rule]]
match = { }
set = { }
[[career]]
[alerts]
[mail]
password = { file = "a" }
[[notify]]
[opportunities]
[[opportunities.calendar]]
password = { file = "a" }
oauth = { client_id = "a", client_secret = { file = "a" } }
[[pilot]]
[metrics]
[web]
)";

std::string text_of(const std::string& name) {
  std::ifstream in(std::string(EVENKEEL_CONFIG_DIRECTORY) + "/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

Keys difference(const Keys& a, const Keys& b) {
  Keys out;
  std::ranges::set_difference(a, b, std::inserter(out, out.end()));
  return out;
}

/// Whole names of the properties below a schema; those with free names (weekdays, people) have none.
void collect(const Json& whole, const Json& schema, const std::string& name, Keys& keys) {
  if (const auto target = schema.find("$ref"); target != schema.end()) {
    collect(whole, whole.at(Json::json_pointer(target->get<std::string>().substr(1))), name, keys);
  }
  for (const char* several : {"allOf", "anyOf", "oneOf"}) {
    for (const Json& each : schema.value(several, Json::array())) collect(whole, each, name, keys);
  }
  if (const auto items = schema.find("items"); items != schema.end()) collect(whole, *items, name, keys);
  if (!schema.contains("properties")) return;
  EXPECT_EQ(schema.value("additionalProperties", Json()), Json(false)) << name << " takes unknown keys";
  for (const auto& [key, property] : schema.at("properties").items()) {
    const std::string below = name.empty() ? key : name + "." + key;
    keys.insert(below);
    collect(whole, property, below, keys);
  }
}

/// Tables that the manual page explains once for all the places where they stand.
std::string explained(const std::string& key) {
  const std::size_t last = key.rfind('.');
  if (last == std::string::npos) return key;
  const std::string table = key.substr(0, last);
  const std::string name = key.substr(last);
  if (table.ends_with(".password") || table.ends_with(".client_secret")) return "password" + name;
  if (table.ends_with(".oauth")) return "oauth" + name;
  if (table == "household.pause" || table == "coverage.on" || table == "coverage.except")
    return "dates" + name;
  return key;
}

std::vector<std::string> words(std::string line) {
  std::ranges::replace(line, ',', ' ');
  std::istringstream in(line);
  return {std::istream_iterator<std::string>(in), {}};
}

/// The page's sections and, below each, its items; items with a point in tables of their own stand for
/// themselves.
Keys keys_of_page(const std::string& page) {
  Keys keys;
  std::vector<std::string> sections;
  bool in_sections = false;
  bool in_tables = false;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(".Sh ")) {
      in_sections = line == ".Sh SECTIONS";
      in_tables = line == ".Sh TABLES IN SECTIONS";
    }
    if (line.starts_with(".Ss ") && in_sections) {
      sections = words(line.substr(4));
      for (const std::string& section : sections) keys.insert(section);
    }
    if (!line.starts_with(".It Ic ")) continue;
    for (const std::string& key : words(line.substr(7))) {
      if (in_tables) keys.insert(key);
      if (!in_sections) continue;
      for (const std::string& section : sections) keys.insert(section + "." + key);
    }
  }
  return keys;
}

class DocumentedKeys : public testing::Test {
 protected:
  const Keys known_ = test::load(every_table).keys;
};

TEST_F(DocumentedKeys, EverySectionIsInTheDocumentOfThisTest) {
  const std::string document = every_table;
  for (const std::string& key : known_) {
    if (key.find('.') != std::string::npos) continue;
    EXPECT_NE(document.find("[" + key + "]"), std::string::npos) << key;
  }
  EXPECT_GT(known_.size(), 150U);
}

TEST_F(DocumentedKeys, SchemaKnowsThemAll) {
  const Json schema = Json::parse(text_of("evenkeel.schema.json"));
  Keys keys;
  collect(schema, schema, "", keys);
  EXPECT_THAT(difference(known_, keys), IsEmpty());
  EXPECT_THAT(difference(keys, known_), IsEmpty());
}

TEST_F(DocumentedKeys, ManualPageKnowsThemAll) {
  Keys known;
  for (const std::string& key : known_) known.insert(explained(key));
  const Keys keys = keys_of_page(text_of("man/evenkeel.toml.5"));
  EXPECT_THAT(difference(known, keys), IsEmpty());
  EXPECT_THAT(difference(keys, known), testing::IsSubsetOf(Keys{"opportunities.calendar"}));
}

}  // namespace
}  // namespace evenkeel
