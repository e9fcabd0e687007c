// Gathers the content lines of one component, property by property.
#pragma once

#include "core/ical/component_text.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/read.hpp"
#include "core/ical/unfold.hpp"
#include "core/ical/values.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

class ComponentBuilder {
 public:
  ComponentBuilder(ComponentKind kind, const ReadOptions& options, bool own_whole)
      : text_(kind), options_(options), own_whole_(own_whole) {
    component_.kind = kind;
  }

  /// A line directly in the component. Lines that are not kept, and unknown ones, are passed over.
  void take(const Line& line, const ContentLine& content);

  /// Why it cannot be used; empty when it can. This and left_out() after finish().
  [[nodiscard]] const std::string& broken() const { return broken_; }
  /// What values were left out, in words; each kind once.
  [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }
  [[nodiscard]] bool all_day_mark() const { return all_day_mark_; }
  /// What was gathered, texts decoded. To be called once.
  [[nodiscard]] Component finish();

 private:
  friend struct PropertyReaders;

  void reject(std::string reason) {
    if (broken_.empty()) broken_ = std::move(reason);
  }
  void leave_out(std::string what) {
    const bool said = std::ranges::find(left_out_, what) != left_out_.end();
    if (!said && left_out_.size() < 10) left_out_.push_back(std::move(what));
  }

  Component component_;
  ComponentText text_;
  const ReadOptions& options_;
  bool own_whole_;
  bool all_day_mark_ = false;
  std::size_t properties_ = 0;
  std::size_t dates_ = 0;
  std::size_t kept_people_ = 0;
  std::uint8_t seen_ = 0;   // properties of text that may stand once
  std::string unread_end_;  // why DTEND or DUE is not there
  std::string broken_;
  std::vector<std::string> left_out_;
};

}  // namespace evenkeel::ical
