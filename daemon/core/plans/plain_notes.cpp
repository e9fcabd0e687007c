#include "core/plans/plain_notes.hpp"

#include "core/household/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace evenkeel {
namespace {

/// Longer ones are not written by hand or by an editor of notes: then it is a "<" of people's.
constexpr std::size_t longest_tag = 2048;
constexpr std::size_t longest_entity = 10;

constexpr std::array<std::string_view, 23> known_tags{
    "a",  "b",  "blockquote", "br", "div",  "em",     "font", "h1",  "h2",    "h3", "html-blob", "i",
    "li", "ol", "p",          "s",  "span", "strong", "sub",  "sup", "table", "u",  "ul"};
/// These begin and end lines.
constexpr std::array<std::string_view, 9> blocks{"blockquote", "div", "h1",    "h2", "h3",
                                                 "ol",         "p",   "table", "ul"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named_entities{
    {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};

struct Tag {
  std::string name;
  bool closing = false;
  std::size_t length = 0;  // in the text, with its brackets
};

/// The tag of HTML at the front of the text, on one line; "<b and c>" is none: behind a name stand
/// attributes.
std::optional<Tag> tag_at(std::string_view text) {
  if (text.empty() || text.front() != '<') return std::nullopt;
  const std::size_t end = text.substr(0, longest_tag).find('>');
  if (end == std::string_view::npos || text.substr(0, end).find('\n') != std::string_view::npos)
    return std::nullopt;
  std::string_view inside = text.substr(1, end - 1);
  Tag tag{.name = {}, .closing = inside.starts_with('/'), .length = end + 1};
  if (tag.closing) inside.remove_prefix(1);
  if (inside.ends_with('/')) inside.remove_suffix(1);
  const std::size_t name = std::min(inside.find_first_of(ascii::blanks), inside.size());
  tag.name = ascii::lower(inside.substr(0, name));
  const std::string_view attributes = ascii::trimmed(inside.substr(name));
  if (!attributes.empty() && attributes.find('=') == std::string_view::npos) return std::nullopt;
  if (std::ranges::find(known_tags, tag.name) == known_tags.end()) return std::nullopt;
  return tag;
}

std::string utf8(std::uint32_t code) {
  std::string text;
  const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | (code >> 6U));
    byte(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0U | (code >> 12U));
    byte(0x80U | ((code >> 6U) & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  } else {
    byte(0xF0U | (code >> 18U));
    byte(0x80U | ((code >> 12U) & 0x3FU));
    byte(0x80U | ((code >> 6U) & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  }
  return text;
}

/// "#8212", "#x2014": a character; none that is a control, a surrogate or beyond Unicode.
std::optional<std::string> numbered(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (code == 0xA0) return " ";
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < 0x20 || code == 0x7F || surrogate || code > 0x10FFFF) return std::nullopt;
  return utf8(code);
}

/// The entity at the front of the text, and how long it is there.
std::optional<std::pair<std::string, std::size_t>> entity_at(std::string_view text) {
  const std::size_t end = text.substr(0, longest_entity).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  if (name.front() == '#') {
    auto character = numbered(name.substr(1));
    if (!character) return std::nullopt;
    return std::pair(std::move(*character), end + 1);
  }
  for (const auto& [known, character] : named_entities) {
    if (name == known) return std::pair(std::string(character), end + 1);
  }
  return std::nullopt;
}

class Lines {
 public:
  void add(std::string_view text) {
    if (item_ && !text.starts_with(' ')) begin_item(text);
    text_ += text;
  }
  void tag(const Tag& tag) {
    found_ = true;
    if (tag.name == "br" && !tag.closing) {
      text_ += '\n';
    } else if (tag.name == "li") {
      begin_line();
      item_ = !tag.closing;
    } else if (std::ranges::find(blocks, tag.name) != blocks.end()) {
      begin_line();
    }
  }
  [[nodiscard]] bool found() const { return found_; }
  std::string take() { return std::move(text_); }

 private:
  void begin_line() {
    item_ = false;
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  }
  /// "- [ ] Sam: ..." loses its "- " when a client makes a list of it.
  void begin_item(std::string_view text) {
    item_ = false;
    if (!text.starts_with('-') && !text.starts_with('*')) text_ += "- ";
  }

  std::string text_;
  bool found_ = false;
  bool item_ = false;  // an item of a list begins with what comes next
};

/// What people wrote as "&lt;b&gt;" would be a tag when the lines are read again, and be lost: its "<" stays
/// as HTML writes it.
std::string with_shown_tags_kept(std::string_view plain) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = plain.find('<'); at != std::string_view::npos; at = plain.find('<', at + 1)) {
    if (!tag_at(plain.substr(at))) continue;
    (result += plain.substr(copied, at - copied)) += "&lt;";
    copied = at + 1;
  }
  return result += plain.substr(copied);
}

bool has_line(std::string_view text, std::string_view mark) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (ascii::trimmed(text.substr(0, end)) == mark) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

}  // namespace

std::string plain_notes(std::string_view text, std::string_view mark) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (const auto tag = tag_at(rest)) {
      lines.tag(*tag);
      at += tag->length;
    } else if (const auto entity = rest.front() == '&' ? entity_at(rest) : std::nullopt) {
      lines.add(entity->first);
      at += entity->second;
    } else {
      const std::size_t end = std::min(rest.find_first_of("<&", 1), rest.size());
      lines.add(rest.substr(0, end));
      at += end;
    }
  }
  if (!lines.found()) return std::string(text);
  const std::string plain = with_shown_tags_kept(lines.take());
  return mark.empty() || has_line(plain, mark) ? plain : std::string(text);
}

}  // namespace evenkeel
