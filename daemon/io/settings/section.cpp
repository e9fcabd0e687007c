#include "io/settings/section.hpp"

#include "io/settings/nearest.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

std::string join(const std::string& name, std::string_view key) {
  return name.empty() ? std::string(key) : name + "." + std::string(key);
}

}  // namespace

Section::Section(const Value& value, std::string name, Reader& reader)
    : table_(value.as<Table>()), at_(value.at), name_(std::move(name)), reader_(reader) {
  static const Table nothing;
  if (table_ != nullptr) return;
  table_ = &nothing;
  const std::string outer = std::exchange(reader_.where, name_);
  reader_.error(at_, "this is " + kind_of(value) + "; expected a table");
  reader_.where = outer;
}

Section::Scope::Scope(Section& section, std::string_view key)
    : reader_(section.reader_), outer_(std::exchange(section.reader_.where, join(section.name_, key))) {}

const Entry* Section::entry(std::string_view key) const {
  const auto found = std::ranges::find(*table_, key, &Entry::key);
  return found == table_->end() ? nullptr : &*found;
}

const Value* Section::find(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) {
    known_.emplace_back(key);
    reader_.asked.insert(join(name_, key));
  }
  const Entry* found = entry(key);
  return found == nullptr ? nullptr : &found->value;
}

void Section::missing(std::string_view key, std::string_view expected) {
  const Scope scope(*this, key);
  reader_.error(at_, "missing; " + std::string(expected));
}

void Section::error(std::string_view key, const std::string& text) {
  const Scope scope(*this, key);
  const Entry* found = entry(key);
  reader_.error(found == nullptr ? at_ : found->value.at, text);
}

void Section::warn(std::string_view key, const std::string& text) {
  const Scope scope(*this, key);
  const Entry* found = entry(key);
  reader_.warn(found == nullptr ? at_ : found->value.at, text);
}

void Section::finish() {
  for (const Entry& given : *table_) {
    if (std::ranges::find(known_, given.key) != known_.end()) continue;
    const std::string near = nearest(given.key, known_);
    const Scope scope(*this, given.key);
    reader_.error(given.at, "unknown key" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
  }
}

void Section::finish_unnamed() {
  for (const Entry& given : *table_) {
    if (std::ranges::find(known_, given.key) != known_.end()) continue;
    reader_.error(given.at, "unknown key; did you mean \"" + nearest(given.key, known_) + "\"?");
  }
}

std::vector<const Value*> tables_of(Section& parent, std::string_view key, bool single) {
  const Value* value = parent.find(key);
  if (value == nullptr) return {};
  if (single && value->as<Table>() != nullptr) return {value};
  const Array* array = value->as<Array>();
  if (array == nullptr) {
    parent.error(key, "this is " + kind_of(*value) + "; expected [[" + join(parent.name(), key) + "]]");
    return {};
  }
  std::vector<const Value*> tables;
  for (const Value& element : *array) tables.push_back(&element);
  return tables;
}

}  // namespace evenkeel::settings
