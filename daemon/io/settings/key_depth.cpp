#include "io/settings/key_depth.hpp"

namespace evenkeel::settings {

namespace {

/// Walks over TOML's tokens as far as needed to tell dots of keys from dots in strings and comments.
class KeyScanner {
 public:
  explicit KeyScanner(std::string_view text) : text_(text) {}

  std::optional<Position> find(int most) {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (c == '.' && ++dots_ >= most) return Position{line_, static_cast<int>(at_ - line_start_) + 1};
      if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') dots_ = 0;
      step();
    }
    return std::nullopt;
  }

 private:
  void step() {
    if (text_[at_] == '\n') {
      ++line_;
      line_start_ = at_ + 1;
      dots_ = 0;
    }
    ++at_;
  }

  /// From the opening quote to behind the closing one. A single-line string ends with its line at the latest.
  void skip_string(char quote) {
    const bool multiline = text_.substr(at_, 3) == std::string_view(quote == '"' ? R"(""")" : "'''");
    const std::size_t width = multiline ? 3 : 1;
    const std::string_view closing = text_.substr(at_, width);
    at_ += width;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"' && at_ + 1 < text_.size()) {
        ++at_;
      } else if (text_.substr(at_, width) == closing) {
        at_ += width;
        // TOML 1.0: up to two quotes may stand before the closing three, and belong to the text.
        for (int i = 0; multiline && i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
        return;
      } else if (c == '\n' && !multiline) {
        return;
      }
      step_in_string();
    }
  }

  /// A string does not end the key that it is a part of.
  void step_in_string() {
    const int dots = dots_;
    step();
    dots_ = dots;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  int dots_ = 0;
};

}  // namespace

std::optional<Position> too_deep_key(std::string_view text, int most) {
  return KeyScanner(text).find(most);
}

}  // namespace evenkeel::settings
