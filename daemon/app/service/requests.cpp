#include "app/service/requests.hpp"

#include "app/commands/status.hpp"
#include "app/commands/sync.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/source_health.hpp"
#include "app/service/authorise.hpp"
#include "app/service/forget.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& request, const char* key) {
  const auto found = request.find(key);
  return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_of(const Json& request, const char* key) {
  const auto found = request.find(key);
  return found != request.end() && found->is_boolean() && found->get<bool>();
}

Printed wrong(const std::string& text) {
  return {.out = {}, .err = printable("evenkeel: " + text) + "\n", .status = 2};
}

Printed stored(const Expected<void>& done, const std::string& said) {
  if (!done) return {.out = {}, .err = printable("evenkeel: " + done.error().text) + "\n", .status = 4};
  return {.out = printable(said) + "\n", .err = {}, .status = 0};
}

const Partner* partner_of(const Parts& parts, const Json& request) {
  const std::string id = text_of(request, "partner");
  const auto& partners = parts.settings.partners;
  const auto found = std::ranges::find_if(partners, [&](const Partner& p) { return p.id.str() == id; });
  return found == partners.end() ? nullptr : &*found;
}

Printed unknown_partner(const Parts& parts, const Json& request) {
  return wrong(fmt::format("no partner is called {}: {} or {} is expected", text_of(request, "partner"),
                           parts.settings.partners[0].id.str(), parts.settings.partners[1].id.str()));
}

Printed sync(const Json& request, const Parts& parts, std::optional<CycleReport>& report) {
  const Instant started = parts.clock.now();
  const CycleOptions options{.pull = CycleOptions::Pull::all,
                             .publish = !flag_of(request, "pull_only"),
                             .dry_run = flag_of(request, "dry_run")};
  report = run_cycle(parts, options);
  if (!options.dry_run) static_cast<void>(parts.store.save_fact("last-cycle", cycle_fact(*report, started)));
  return sync_report(*report, options.dry_run, flag_of(request, "json"));
}

Printed support(const Json& request, const Parts& parts) {
  const Partner* partner = partner_of(parts, request);
  if (partner == nullptr) return unknown_partner(parts, request);
  const auto first = parse_iso_date(text_of(request, "from"));
  const auto last = parse_iso_date(text_of(request, "to"));
  if (!first || !last || *last < *first) {
    return wrong("--from and --to: dates like 2026-11-21 are expected, the first not after the last");
  }
  auto all = parts.store.support();
  if (!all) return stored(std::unexpected(all.error()), {});
  all->push_back({.who = partner->id, .first = *first, .last = *last});
  return stored(
      parts.store.save_support(*all),
      fmt::format("{} asks for support from {} to {}.", partner->name, day_text(*first), day_text(*last)));
}

Printed pause(const Json& request, const Parts& parts) {
  const Partner* partner = partner_of(parts, request);
  if (partner == nullptr) return unknown_partner(parts, request);
  auto paused = parts.store.paused();
  if (!paused) return stored(std::unexpected(paused.error()), {});
  std::erase(*paused, partner->id);
  const bool resume = flag_of(request, "resume");
  if (!resume) paused->push_back(partner->id);
  return stored(parts.store.save_paused(*paused),
                partner->name + (resume ? "'s part is taken up again." : "'s part is paused."));
}

Printed forget(const Json& request, const Parts& parts) {
  const Partner* partner = partner_of(parts, request);
  return partner == nullptr ? unknown_partner(parts, request) : forget_partner(parts, *partner);
}

Printed accept_deletions(const Json& request, const Parts& parts) {
  const std::string name = text_of(request, "source");
  Expected<void> accepted;
  bool ours = false;
  for (const SharedCalendar& calendar : parts.settings.shared) {
    // "shared" means every one, whatever they are called (CONTRACT section 1).
    if (name != "shared" && name != calendar.name) continue;
    ours = true;
    if (accepted) accepted = parts.store.save_fact("accept-deletions/" + calendar.name, "yes");
  }
  if (ours) return stored(accepted, "The next cycle may delete what it has to.");
  for (const auto& source : parts.sources) {
    if (name != source->settings().name.str()) continue;
    auto status = parts.store.status(source->settings().name);
    if (!status) return stored(std::unexpected(status.error()), {});
    if (status->held_deletions == 0) return stored({}, "Nothing of " + name + " is held back.");
    status->accept_deletions = true;
    return stored(parts.store.save_status(source->settings().name, *status),
                  "The next pull of " + name + " may delete what it has to.");
  }
  return wrong("no source is called " + name + ": a name like alex/work, or shared, is expected");
}

}  // namespace

Printed perform_request(const Json& request, const Parts& parts, std::optional<CycleReport>& report) {
  const std::string command = text_of(request, "command");
  if (command == "sync") return sync(request, parts, report);
  if (command == "support") return support(request, parts);
  if (command == "pause") return pause(request, parts);
  if (command == "forget") return forget(request, parts);
  if (command == "accept-deletions") return accept_deletions(request, parts);
  if (command == "auth") return authorise(request, parts);
  return wrong("unknown request " + command);
}

bool disturbs_no_pull(const Json& request) {
  const std::string command = text_of(request, "command");
  return command == "support" || command == "pause" ||
         (command == "auth" && text_of(request, "code").empty());
}

bool waits_for_pulls(const Json& request) {
  return text_of(request, "command") == "sync";
}

Json to_json(const Printed& printed) {
  return {{"out", printed.out}, {"err", printed.err}, {"status", printed.status}};
}

std::optional<Printed> printed_of(const Json& answer) {
  const auto status = answer.find("status");
  if (status == answer.end() || !status->is_number_integer()) return std::nullopt;
  return Printed{.out = text_of(answer, "out"), .err = text_of(answer, "err"), .status = status->get<int>()};
}

}  // namespace evenkeel
