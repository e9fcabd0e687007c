#include "app/service/forget.hpp"

#include "app/commands/terminal.hpp"
#include "app/cycle/credentials.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace evenkeel {
namespace {

/// Removes what `mine` says from a stored list; how many there were.
template <typename T, typename Mine>
Expected<std::size_t> erase_from(Expected<std::vector<T>> stored, const Mine& mine,
                                 const std::function<Expected<void>(const std::vector<T>&)>& save) {
  if (!stored) return std::unexpected(stored.error());
  const std::size_t erased = std::erase_if(*stored, mine);
  if (erased == 0) return 0;
  if (const auto saved = save(*stored); !saved) return std::unexpected(saved.error());
  return erased;
}

/// Keys name whom a finding is about in one of their parts: crunch/alex/report.
bool is_about(const std::string& key, const PersonId& partner) {
  return (key + "/").find("/" + partner.str() + "/") != std::string::npos;
}

class Forgetting {
 public:
  Forgetting(const Parts& parts, const Partner& partner)
      : store_(parts.store), parts_(parts), who_(partner.id) {}

  Expected<std::string> run() {
    for (const auto step :
         {&Forgetting::calendars, &Forgetting::duties, &Forgetting::promises, &Forgetting::support,
          &Forgetting::first_seen, &Forgetting::tokens, &Forgetting::copies}) {
      if (const auto done = (this->*step)(); !done) return std::unexpected(done.error());
    }
    return said_;
  }

 private:
  void say(std::size_t number, std::string_view what) {
    if (number > 0) said_ += "  " + counted(number, what) + "\n";
  }

  Expected<void> calendars() {
    std::vector<SourceName> kept;
    std::size_t erased = 0;
    std::size_t objects = 0;
    for (const auto& source : parts_.sources) {
      const SourceName& name = source->settings().name;
      if (name.owner != who_.str()) {
        kept.push_back(name);
        continue;
      }
      const auto status = store_.status(name);
      if (!status) return std::unexpected(status.error());
      objects += status->objects;
      if (auto forgotten = forget_refusals(store_, name); !forgotten) return forgotten;
      erased += status->last_attempt || status->whole ? 1 : 0;
    }
    say(erased, "calendar");
    say(objects, "stored object");
    return store_.keep_only(kept);
  }

  Expected<void> duties() {
    const auto erased = erase_from<PastDuty>(
        store_.past_duties(), [&](const PastDuty& d) { return d.who == who_; },
        [&](const std::vector<PastDuty>& left) { return store_.save_past_duties(left); });
    return noted(erased, "past window");
  }

  Expected<void> promises() {
    const auto erased = erase_from<PromiseRecord>(
        store_.promises(), [&](const PromiseRecord& p) { return p.who == who_.str(); },
        [&](const std::vector<PromiseRecord>& left) { return store_.save_promises(left); });
    return noted(erased, "promise");
  }

  Expected<void> support() {
    const auto erased = erase_from<SupportRequest>(
        store_.support(), [&](const SupportRequest& r) { return r.who == who_; },
        [&](const std::vector<SupportRequest>& left) { return store_.save_support(left); });
    return noted(erased, "support request");
  }

  Expected<void> first_seen() {
    auto keys = store_.first_seen();
    if (!keys) return std::unexpected(keys.error());
    const std::size_t erased =
        std::erase_if(*keys, [&](const auto& seen) { return is_about(seen.first, who_); });
    say(erased, "noted finding");
    return erased == 0 ? Expected<void>{} : store_.save_first_seen(*keys);
  }

  Expected<void> tokens() { return noted(parts_.tokens->forget(who_.str()), "sign-in"); }

  /// Databases that were set aside because they were damaged hold the same, and cannot be taken apart.
  Expected<void> copies() {
    namespace fs = std::filesystem;
    std::size_t erased = 0;
    std::error_code error;
    for (fs::directory_iterator it(parts_.settings.state, error), end; !error && it != end;
         it.increment(error)) {
      if (!it->path().filename().string().starts_with("evenkeel.db.corrupt-")) continue;
      std::error_code failed;
      erased += fs::remove(it->path(), failed) ? 1 : 0;
      if (failed) return fail(ErrorKind::permanent, it->path().string() + ": " + failed.message());
    }
    say(erased, "damaged database file");
    return store_.scrub();
  }

  Expected<void> noted(const Expected<std::size_t>& erased, std::string_view what) {
    if (!erased) return std::unexpected(erased.error());
    say(*erased, what);
    return {};
  }

  Store& store_;
  const Parts& parts_;
  PersonId who_;
  std::string said_;
};

}  // namespace

Printed forget_partner(const Parts& parts, const Partner& partner) {
  const auto said = Forgetting(parts, partner).run();
  if (!said) return {.out = {}, .err = printable("evenkeel: " + said.error().text) + "\n", .status = 4};
  std::string out = said->empty() ? "Nothing was stored of " + partner.name + ".\n"
                                  : "Erased of " + partner.name + ":\n" + *said;
  const auto paused = parts.store.paused();
  const bool rests = paused && std::ranges::find(*paused, partner.id) != paused->end();
  if (!rests && !partner.calendars.empty()) {
    out += fmt::format(
        "The next cycle reads the calendars again, unless they leave the configuration or the part is paused "
        "(evenkeel pause --partner {}).\n",
        partner.id.str());
  }
  return {.out = printable(out, true), .err = {}, .status = 0};
}

}  // namespace evenkeel
