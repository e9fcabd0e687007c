#include "core/ical/unfold.hpp"

#include "core/ical/limits.hpp"

namespace evenkeel::ical {

Lines::Lines(std::string_view bytes, std::size_t first_number)
    : bytes_(bytes), number_(first_number), eol_(bytes.find('\n') == std::string_view::npos ? '\r' : '\n') {}

// One line as it stands, without its end.
std::string_view Lines::physical() {
  const std::size_t found = bytes_.find(eol_, at_);
  const std::size_t end = found == std::string_view::npos ? bytes_.size() : found;
  std::string_view line = bytes_.substr(at_, end - at_);
  at_ = end == bytes_.size() ? end : end + 1;
  ++number_;
  while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// Whether the next line that is not empty goes on with the present one; steps over the empty ones then.
bool Lines::continues() {
  std::size_t next = at_;
  std::size_t passed = 0;
  while (next < bytes_.size() && (bytes_[next] == '\r' || bytes_[next] == '\n')) {
    passed += bytes_[next] == eol_ ? 1U : 0U;
    ++next;
  }
  if (next == bytes_.size()) return false;
  if (bytes_[next] != ' ' && bytes_[next] != '\t') return false;
  at_ = next;
  number_ += passed;
  return true;
}

void Lines::append(Line& line, std::string_view more) {
  if (unfolded_.empty()) unfolded_.assign(line.text);
  if (unfolded_.size() + more.size() > limits::line_bytes) {
    line.too_long = true;
    more = more.substr(0, limits::line_bytes - unfolded_.size());
  }
  unfolded_.append(more);
}

std::optional<Line> Lines::next() & {
  Line line;
  do {
    if (at_ >= bytes_.size()) return std::nullopt;
    line.begin = at_;
    line.number = number_;
    line.text = physical();
  } while (line.text.empty());
  if (line.text.size() > limits::line_bytes) {
    line.too_long = true;
    line.text = line.text.substr(0, limits::line_bytes);
  }
  unfolded_.clear();
  while (continues()) append(line, physical().substr(1));
  if (!unfolded_.empty()) line.text = unfolded_;
  line.end = at_;
  return line;
}

}  // namespace evenkeel::ical
