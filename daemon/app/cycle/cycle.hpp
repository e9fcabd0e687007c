// The cycle: pull, look, decide, publish, remember; once.
#pragma once

#include "app/cycle/deliver.hpp"
#include "app/cycle/middle.hpp"
#include "app/cycle/pulling.hpp"
#include "ports/mailbox.hpp"
#include "ports/tokens.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace evenkeel {

/// Everything a cycle works with; borrowed, made by main.
struct Parts {
  const Settings& settings;
  Zones& zones;
  const Clock& clock;
  Store& store;
  Transport& transport;
  Reader& reader;
  std::vector<std::unique_ptr<Source>>& sources;  // in the order of sources_of()
  /// Made when something has to be written; the collection is what the pull of that calendar discovered.
  std::function<Expected<std::unique_ptr<Sink>>(const SharedCalendar&, const std::string& collection)>
      make_sink;
  Mailer* mailer = nullptr;
  std::string mail_sender;  // bare address
  Poster* poster = nullptr;
  Mailbox* mailbox = nullptr;  // where answers arrive; null: nowhere
  std::string mailbox_name;    // which one it is: another one is read from its beginning
  std::function<Expected<Account>(const SourceSettings&)> account;
  TokenStore* tokens = nullptr;
  /// Of a source with `oauth`: whom it asks for tokens, and as whom; and tokens for a code.
  std::function<Expected<oauth::Client>(const SourceSettings&)> oauth_client{};
  std::function<Expected<oauth::Tokens>(const oauth::Client&, const oauth::Grant&)> exchange_code{};
  /// The instance key, if there is one; and a new one.
  std::function<Expected<std::optional<Secret>>()> load_key;
  std::function<Expected<Secret>()> create_key;
  AgendaTexts texts;
  std::vector<int> wake_fds;   // readable: look at `stop`
  std::function<bool()> stop;  // asked often; may be empty
  /// Called while a pull waits for servers, once a second at least, as by all else that waits for one; may
  /// look at the store, and change in it what no pull reads. May be empty.
  std::function<void()> meanwhile{};
  /// Whether somebody waits for the end of the pulls (a command, a reload). May be empty.
  std::function<bool()> others_wait{};
  std::optional<Error> mail_trouble{};  // why there is no mailer where [mail] asks for one
};

/// The fact that says why no mail can leave; empty: it can.
inline constexpr const char* mail_trouble_fact = "mail-trouble";

struct CycleOptions {
  enum class Pull : std::uint8_t {
    all,
    due,
    needed,
    local,
    shared
  } pull = Pull::all;    // needed: local, and never pulled ones; shared: where we publish
  bool publish = true;   // false: pull only
  bool dry_run = false;  // decide, but send and remember nothing
};

/// What arrived in the mailbox with this cycle.
struct MailedNews {
  std::vector<MailedAnswer> answers;
  std::optional<MailboxMark> mark;  // to be remembered once the answers are
};

struct StageTimes {
  std::vector<std::pair<std::string, std::chrono::microseconds>> stages;
};

struct CycleReport {
  std::vector<PullReport> pulls;
  MailedNews mail;
  std::unique_ptr<Outcome> outcome;  // empty when it was pull only, or failed before
  std::vector<OutboxEntry> entries;  // what is (or with dry_run: would be) sent
  DeliveryReport delivery;
  std::vector<std::pair<std::string, Error>> failures;  // what and why; the rest was done
  std::vector<Warning> warnings;
  bool stopped = false;
  StageTimes times;
  /// 0 done, 3 some sources or sinks failed, 4 nothing could be done (CONTRACT section 1).
  [[nodiscard]] int exit_status() const;
};

/// Whether a partner paused their part: their sources are not pulled (DESIGN section 9).
[[nodiscard]] bool is_paused(const Parts& parts, const Source& source);

/// Pulls the sources that `which` means, side by side.
void pull_sources(const Parts& parts, CycleOptions::Pull which, CycleReport& report);

/// What the store knows, looked at now, for an audience; sends and remembers nothing.
[[nodiscard]] Expected<std::unique_ptr<Outcome>> look(const Parts& parts, Viewer viewer, CycleReport& report,
                                                      Suggestions suggestions = Suggestions::added);

[[nodiscard]] CycleReport run_cycle(const Parts& parts, const CycleOptions& options);

}  // namespace evenkeel
