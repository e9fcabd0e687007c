// A calendar in memory that behaves like a server, with the faults one asks for.
#pragma once

#include "ports/sink.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace evenkeel::test {

/// The program is killed here.
struct Crash {};

class MemoryCalendar final : public Sink {
 public:
  enum class Fault : std::uint8_t { none, refused, answer_lost, crash_before, crash_after };
  /// Asked before every create, update and remove.
  std::function<Fault(const Href&)> fault = [](const Href&) { return Fault::none; };
  bool gives_etag = true;
  bool heeds_preconditions = true;
  std::map<std::string, StoredResource> files;
  int writes = 0;  // that took effect

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] Expected<SinkAbilities> abilities() override { return SinkAbilities{}; }

  [[nodiscard]] Expected<std::optional<StoredResource>> get(const Href& href) override {
    const auto found = files.find(key(href));
    if (found == files.end()) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] Expected<ETag> create(const Href& href, const std::string& text) override {
    return change<ETag>(href, [&]() -> Expected<ETag> {
      if (heeds_preconditions && files.contains(key(href))) return failed_precondition();
      return store(href, text);
    });
  }

  [[nodiscard]] Expected<ETag> update(const Href& href, const ETag& if_match,
                                      const std::string& text) override {
    return change<ETag>(href, [&]() -> Expected<ETag> {
      if (!matches(href, if_match)) return failed_precondition();
      return store(href, text);
    });
  }

  [[nodiscard]] Expected<void> remove(const Href& href, const ETag& if_match) override {
    return change<void>(href, [&]() -> Expected<void> {
      if (!files.contains(key(href))) return {};
      if (!matches(href, if_match)) return failed_precondition();
      files.erase(key(href));
      ++writes;
      return {};
    });
  }

  /// As another client writes.
  ETag put(const std::string& name, const std::string& text) {
    const ETag etag("\"" + std::to_string(++version_) + "\"");
    files[name] = {etag, text};
    return etag;
  }

  static std::string key(const Href& href) { return href.str().substr(href.str().rfind('/') + 1); }

 private:
  static std::unexpected<Error> failed_precondition() { return fail(ErrorKind::precondition_failed, "412"); }

  [[nodiscard]] bool matches(const Href& href, const ETag& if_match) const {
    const auto found = files.find(key(href));
    return !heeds_preconditions || (found != files.end() && found->second.etag == if_match);
  }

  ETag store(const Href& href, const std::string& text) {
    ++writes;
    const ETag etag = put(key(href), text);
    return gives_etag ? etag : ETag{};
  }

  template <typename T>
  Expected<T> change(const Href& href, const std::function<Expected<T>()>& effect) {
    const Fault what = fault(href);
    if (what == Fault::refused) return fail(ErrorKind::transient, "503");
    if (what == Fault::crash_before) throw Crash{};
    Expected<T> result = effect();
    if (what == Fault::crash_after) throw Crash{};
    if (what == Fault::answer_lost) return fail(ErrorKind::transient, "connection reset");
    return result;
  }

  std::string name_ = "shared";
  int version_ = 0;
};

/// A mailbox.
class MemoryMailer final : public Mailer {
 public:
  struct Mail {
    std::string sender, recipient, message;
  };
  std::vector<Mail> sent;
  std::optional<Error> fails;
  std::string refuses;  // this recipient
  int asked = 0;
  std::function<void()> at_send = [] {};

  [[nodiscard]] Expected<void> send(const std::string& sender, const std::string& recipient,
                                    const std::string& message) override {
    at_send();
    ++asked;
    refused_ = recipient == refuses;
    if (refused_) return fail(ErrorKind::permanent, "550");
    if (fails) return std::unexpected(*fails);
    sent.push_back({sender, recipient, message});
    return {};
  }
  [[nodiscard]] Expected<void> ask() override {
    return fails ? Expected<void>(std::unexpected(*fails)) : Expected<void>();
  }
  [[nodiscard]] bool refused_this_one() const override { return refused_; }

 private:
  bool refused_ = false;
};

}  // namespace evenkeel::test
