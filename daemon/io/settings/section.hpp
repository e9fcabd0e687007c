// A table of the configuration that knows which keys it was asked for.
#pragma once

#include "io/settings/reader.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenkeel::settings {

/// A reader of a section asks for every key it knows, whatever it finds, and then calls finish(): so the keys
/// that were asked for are the list of known ones. A converter is `std::optional<T>(const Value&, Reader&)`
/// that reports what is wrong itself.
class Section {
 public:
  /// `value` must be a table; anything else is reported and read as an empty one.
  Section(const Value& value, std::string name, Reader& reader);

  /// The value of a key, or null. The key is known from now on.
  const Value* find(std::string_view key);

  /// Puts the key's value into `into`; leaves that alone when there is none or it is wrong. Gives whether it
  /// was put.
  template <typename T, typename Convert>
  bool read(std::string_view key, T& into, const Convert& convert) {
    const Value* value = find(key);
    if (value == nullptr) return false;
    const Scope scope(*this, key);
    auto converted = convert(*value, reader_);
    if (!converted) return false;
    into = *std::move(converted);
    return true;
  }

  /// The same of a key that must be there; `expected` says what it is: "expected an e-mail address".
  template <typename T, typename Convert>
  bool require(std::string_view key, T& into, const Convert& convert, std::string_view expected) {
    const bool there = find(key) != nullptr;
    if (!there) missing(key, expected);
    return there && read(key, into, convert);
  }

  void missing(std::string_view key, std::string_view expected);
  /// A problem of a key's value, or of the whole section where the key is not given.
  void error(std::string_view key, const std::string& text);
  void warn(std::string_view key, const std::string& text);

  /// Reports every key that nobody asked for, with the nearest that somebody did.
  void finish();
  /// The same where what is in the wrong place may be a secret: the key is not repeated.
  void finish_unnamed();

  [[nodiscard]] Reader& reader() { return reader_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Position at() const { return at_; }

 private:
  /// While it lives, problems carry the key's whole name.
  class Scope {
   public:
    Scope(Section& section, std::string_view key);
    ~Scope() { reader_.where = std::move(outer_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Scope(Scope&&) = delete;
    Scope& operator=(Scope&&) = delete;

   private:
    Reader& reader_;
    std::string outer_;
  };
  [[nodiscard]] const Entry* entry(std::string_view key) const;

  const Table* table_;
  Position at_;
  std::string name_;
  Reader& reader_;
  std::vector<std::string> known_;  // in the order asked
};

/// Every table of an array of tables, or of the single table that stands for an array of one where `single`
/// says so; otherwise reports that `[[name]]` is expected.
[[nodiscard]] std::vector<const Value*> tables_of(Section& parent, std::string_view key, bool single = false);

}  // namespace evenkeel::settings
