#include "core/publishing/raw_event.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/unfold.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

constexpr std::size_t deepest = 8;  // components in one another; real ones have two

/// Follows the nesting of components line by line.
class Taker {
 public:
  explicit Taker(std::string_view text) : text_(text) {}

  void take(const ical::Line& line) {
    const auto content = ical::content_line(line.text);
    if (!content || content->name.empty()) return;
    const bool end = content->is("END");
    const bool begins = content->is("BEGIN");
    const std::string component =
        begins || end ? ical::upper(ical::trimmed(content->value.substr(0, 100))) : std::string();
    if (end && component == "VCALENDAR") event_.whole = open_.empty();
    if (begins) {
      if (!open_.empty() || component == "VEVENT") begin(line, component);
    } else if (open_.empty()) {
      return;
    } else if (end) {
      leave(line, component);
    } else if (event_.events == 1 && open_.size() <= 2) {
      (open_.size() == 1 ? event_.lines : event_.parts.back().lines).push_back(raw_line(line, *content));
    }
  }

  RawEvent done() && {
    if (!open_.empty() || crossed_) event_.whole = false;
    return std::move(event_);
  }

 private:
  void begin(const ical::Line& line, const std::string& component) {
    if (open_.size() == deepest) {
      crossed_ = true;
      return;
    }
    open_.push_back(component);
    if (open_.size() == 1) ++event_.events;
    if (event_.events > 1) return;
    if (open_.size() == 1) event_.before = text_.substr(0, line.end);
    if (open_.size() != 2) return;
    part_begin_ = line.begin;
    event_.parts.push_back({.name = component, .lines = {}, .raw = {}});
  }

  void leave(const ical::Line& line, const std::string& component) {
    crossed_ = crossed_ || open_.back() != component;
    open_.pop_back();
    if (event_.events > 1) return;
    if (open_.size() == 1) event_.parts.back().raw = text_.substr(part_begin_, line.end - part_begin_);
    if (open_.empty()) event_.after = text_.substr(line.begin);
  }

  [[nodiscard]] RawLine raw_line(const ical::Line& line, const ical::ContentLine& content) const {
    return {.name = ical::upper(content.name),
            .params = std::string(content.params),
            .value = std::string(content.value),
            .raw = text_.substr(line.begin, line.end - line.begin)};
  }

  std::string_view text_;
  RawEvent event_;
  std::vector<std::string> open_;  // components begun and not ended, from the VEVENT on
  bool crossed_ = false;           // one ended that was not the last begun
  std::size_t part_begin_ = 0;
};

}  // namespace

std::string_view RawEvent::value(std::string_view name) const {
  const auto found = std::ranges::find(lines, name, &RawLine::name);
  return found == lines.end() ? std::string_view{} : std::string_view(found->value);
}

RawEvent raw_event(std::string_view text) {
  Taker taker(text);
  ical::Lines lines(text);
  while (const auto line = lines.next()) taker.take(*line);
  return std::move(taker).done();
}

std::string with_crlf(std::string_view raw) {
  std::string result;
  result.reserve(raw.size() + 2);
  while (!raw.empty()) {
    const std::size_t end = std::min(raw.find_first_of("\r\n"), raw.size());
    if (end > 0) result.append(raw.substr(0, end)).append("\r\n");
    raw.remove_prefix(std::min(end + 1, raw.size()));
  }
  return result;
}

std::string unescaped(std::string_view value) {
  std::string result;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      ++i;
      result += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
    } else {
      result += value[i];
    }
  }
  return result;
}

std::vector<std::string> list_values(std::string_view value) {
  std::vector<std::string> result(1);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == ',') {
      result.emplace_back();
      continue;
    }
    if (value[i] == '\\' && i + 1 < value.size()) result.back() += value[i++];
    result.back() += value[i];
  }
  return result;
}

}  // namespace evenkeel
