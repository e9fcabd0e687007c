#include "core/ical/stream.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/limits.hpp"
#include "core/ical/repair/byte_order_mark.hpp"

#include <algorithm>
#include <string>

namespace evenkeel::ical {

namespace {

Part part_named(std::string_view name) {
  if (equal_folded(name, "VEVENT")) return Part::event;
  if (equal_folded(name, "VTODO")) return Part::todo;
  if (equal_folded(name, "VTIMEZONE")) return Part::timezone;
  return Part::other;
}

// The name after BEGIN: or END:, empty for another line.
std::string_view named(const Line& line, std::string_view keyword) {
  const std::string_view text = trimmed(line.text);
  if (text.size() <= keyword.size() || !equal_folded(text.substr(0, keyword.size()), keyword)) return {};
  return trimmed(text.substr(keyword.size()));
}

// Reads line after line and keeps what is open.
class Scanner {
 public:
  explicit Scanner(std::vector<CalendarSpans>& calendars, WarningList& warnings)
      : calendars_(calendars), warnings_(warnings) {}

  Expected<void> take(const Line& line) {
    if (const auto name = named(line, "BEGIN:"); !name.empty()) return begin(line, name);
    if (const auto name = named(line, "END:"); !name.empty()) return end(line, name);
    if (open_.size() == 1) property(line);
    return {};
  }
  [[nodiscard]] bool inside() const { return !open_.empty(); }

 private:
  static Span span_of(const Line& line) { return {Part::other, false, line.begin, line.end, line.number}; }

  void property(const Line& line) {
    if (++properties_ <= limits::properties) calendars_.back().properties.push_back(span_of(line));
    if (properties_ == limits::properties + 1) {
      warnings_.add(at_line(line.number), "the calendar's properties from here on were ignored: too many");
    }
  }

  Expected<void> begin(const Line& line, std::string_view name) {
    const bool calendar = equal_folded(name, "VCALENDAR");
    if (open_.empty()) {
      if (!calendar) return {};
      calendars_.emplace_back();
    } else if (calendar || (open_.size() > 1 && part_named(name) != Part::other)) {
      // No component of these names may stand within another one: the END before it is missing.
      return cut_off(line);
    }
    if (open_.size() == limits::depth) {
      calendars_.back().components.back().too_deep = true;
      ++beyond_;
      return {};
    }
    if (open_.size() == 1) {
      if (++components_ > limits::components) return fail(ErrorKind::refused, "more components than allowed");
      calendars_.back().components.push_back(span_of(line));
      calendars_.back().components.back().part = part_named(name);
    }
    open_.emplace_back(name);
    return {};
  }

  Expected<void> end(const Line& line, std::string_view name) {
    const bool top = open_.size() > 1 && equal_folded(open_[1], name);
    if (beyond_ > 0 && !top && !equal_folded(name, "VCALENDAR")) {
      --beyond_;
      return {};
    }
    const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                    [&](const std::string& one) { return equal_folded(one, name); });
    if (found == open_.rend()) {
      warnings_.add(at_line(line.number), "an END without its BEGIN was ignored");
      return {};
    }
    const auto depth = static_cast<std::size_t>(open_.rend() - found);
    if (depth == 1 && open_.size() > 1) return cut_off(line);
    if (depth < open_.size())
      warnings_.add(at_line(line.number), "a part that was not closed was closed here");
    if (depth <= 2) beyond_ = 0;
    if (depth == 2) calendars_.back().components.back().end = line.end;
    open_.resize(depth - 1);
    return {};
  }

  [[nodiscard]] Expected<void> cut_off(const Line& line) const {
    return fail(ErrorKind::invalid_data,
                "the calendar is cut off: no END:" + upper(open_.back()).substr(0, 40) + " before " +
                    at_line(line.number));
  }

  std::vector<CalendarSpans>& calendars_;
  WarningList& warnings_;
  std::vector<std::string> open_;
  std::size_t beyond_ = 0;  // levels open below the deepest one looked at
  std::size_t components_ = 0;
  std::size_t properties_ = 0;  // of all VCALENDARs
};

// Why a text that does not begin with BEGIN:VCALENDAR is none, in words that help (P96).
std::string what_it_is(std::string_view text) {
  const std::string_view rest = trimmed(text);
  if (rest.empty()) return "empty, not a calendar";
  if (rest.front() == '<') return "not a calendar but a web page (or XML)";
  return "not a calendar: it does not begin with BEGIN:VCALENDAR";
}

}  // namespace

Expected<Stream> Stream::scan(std::string_view text, WarningList& warnings) {
  if (text.size() > limits::stream_bytes) return fail(ErrorKind::refused, "the calendar is too large");
  Stream stream(without_byte_order_mark(text));
  Scanner scanner(stream.calendars_, warnings);
  Lines lines = stream.lines_;
  while (auto line = lines.next()) {
    line->text = without_byte_order_mark(line->text);
    if (auto taken = scanner.take(*line); !taken) return std::unexpected(taken.error());
    if (stream.calendars_.empty()) return fail(ErrorKind::invalid_data, what_it_is(stream.text_));
  }
  if (stream.calendars_.empty()) return fail(ErrorKind::invalid_data, what_it_is(stream.text_));
  if (scanner.inside()) {
    return fail(ErrorKind::invalid_data, "the calendar is cut off: it does not reach END:VCALENDAR");
  }
  return stream;
}

}  // namespace evenkeel::ical
