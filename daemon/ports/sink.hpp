// The only way to write into a calendar: a shared calendar's own objects.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

struct StoredResource {
  ETag etag;
  std::string text;
};

/// What a server offers, for `doctor` and for choosing a channel.
struct SinkAbilities {
  bool auto_schedule = false;  // RFC 6638, for the calendar's organizer
  bool writable = true;
  /// It would, but only for these organizers: the addresses of the calendar's owner.
  std::string schedules_for{};
};

/// Blocking: each call returns when the server has answered or the stop was asked for (Error transient).
/// `href` is the resource's name in the collection (`<id>.ics`) or the whole path as the server spells it.
class Sink {
 public:
  virtual ~Sink() = default;
  [[nodiscard]] virtual const std::string& name() const = 0;
  [[nodiscard]] virtual Expected<SinkAbilities> abilities() = 0;
  /// Whether both are of the same version of a resource; a weak tag counts like a strong one (RFC
  /// 9110 8.8.3).
  [[nodiscard]] virtual bool same(const ETag& a, const ETag& b) const {
    const auto opaque = [](const ETag& tag) {
      return std::string_view(tag.str()).substr(tag.str().starts_with("W/") ? 2 : 0);
    };
    return opaque(a) == opaque(b);
  }
  /// Empty when there is no such resource (404, 410).
  [[nodiscard]] virtual Expected<std::optional<StoredResource>> get(const Href& href) = 0;
  /// Only when nothing stands there. precondition_failed when something does. Gives the ETag, empty when the
  /// server did not say.
  [[nodiscard]] virtual Expected<ETag> create(const Href& href, const std::string& text) = 0;
  [[nodiscard]] virtual Expected<ETag> update(const Href& href, const ETag& if_match,
                                              const std::string& text) = 0;
  /// Success also when it is gone already.
  [[nodiscard]] virtual Expected<void> remove(const Href& href, const ETag& if_match) = 0;
};

/// Sends one message (RFC 5322 text with CRLF) to one recipient.
class Mailer {
 public:
  virtual ~Mailer() = default;
  /// `sender` and `recipient` are bare addresses.
  [[nodiscard]] virtual Expected<void> send(const std::string& sender, const std::string& recipient,
                                            const std::string& message) = 0;
  /// Whether what the last send() could not finish may be on its way all the same: the server had the whole
  /// message, and its answer is missing.
  [[nodiscard]] virtual bool may_be_on_its_way() const { return false; }
  /// Whether the last send() failed for its own sake: the server answers, but takes not this recipient or
  /// message. Of others nothing is said by that.
  [[nodiscard]] virtual bool refused_this_one() const { return false; }
  /// Reaches the server and signs in; sends nothing.
  [[nodiscard]] virtual Expected<void> ask() = 0;
};

}  // namespace evenkeel
