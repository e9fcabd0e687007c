// The parts, made and connected in one place: the only folder that sees io. Taken down in reverse.
#pragma once

#include "app/cycle/cycle.hpp"
#include "core/time/zones.hpp"
#include "io/net/request.hpp"
#include "io/system/lock.hpp"
#include "io/system/secrets.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// How much of the state directory a program needs.
enum class Access : std::uint8_t {
  write,  // holds STATE/lock, or fails
  look,   // holds it when it is free, else works on a private copy
  copy,   // never holds it
};

class House {
 public:
  /// Opens state and makes every part. `settings` and `zones` are borrowed. Errors: the lock is held, the
  /// state directory cannot be used.
  [[nodiscard]] static Expected<std::unique_ptr<House>> open(const Settings& settings, Zones& zones,
                                                             std::optional<Instant> fixed_now, Access access,
                                                             PasswordCommands commands);
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House();

  /// New settings (a reload): sources and credentials are made anew, the store stays. `settings` is borrowed.
  void use(const Settings& settings);

  /// Where somebody took the database or the lock away under us: opens the state anew, as a start does; what
  /// would be written to the old one would be lost. Before a cycle; parts() are to be asked for again.
  [[nodiscard]] Expected<void> keep_state();

  [[nodiscard]] Parts parts();
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const Clock& clock() const { return *clock_; }
  /// Whether changes of the state are kept.
  [[nodiscard]] bool writes() const { return lock_.has_value(); }
  /// What had to be done to open the state; once.
  [[nodiscard]] std::vector<Warning> take_warnings() { return std::exchange(warnings_, {}); }
  /// Secrets of these sources are read again next time; so is that of mail that could not be read.
  void forget_refused_secrets(const CycleReport& report);

  /// What ends waiting early; set before parts() is used.
  void set_stop(std::vector<int> wake_fds, std::function<bool()> stop);
  /// What is called while servers are waited for, and whether anybody waits for the end of that; likewise.
  void set_meanwhile(std::function<void()> meanwhile, std::function<bool()> others_wait) {
    meanwhile_ = std::move(meanwhile);
    others_wait_ = std::move(others_wait);
  }

 private:
  House(Zones& zones, PasswordCommands commands) : zones_(zones), commands_(commands) {}
  [[nodiscard]] Expected<void> open_state(Access access);
  [[nodiscard]] Expected<Secret> secret_of(const SourceSettings& source);
  [[nodiscard]] Expected<Account> account(const SourceSettings& source);
  [[nodiscard]] Expected<oauth::Client> new_client(const SourceSettings& source);
  [[nodiscard]] Expected<std::unique_ptr<Sink>> sink(const SharedCalendar& calendar,
                                                     const std::string& collection);
  struct StateFiles {
    std::string lock;
    std::string database;
    bool operator==(const StateFiles&) const = default;
  };
  [[nodiscard]] StateFiles state_files() const;
  void make_mailer();
  [[nodiscard]] bool waited() const;
  void read_texts();

  Zones& zones_;
  PasswordCommands commands_;
  const Settings* settings_ = nullptr;
  std::unique_ptr<Clock> clock_;
  std::optional<StateLock> lock_;
  StateFiles opened_;
  std::unique_ptr<Reader> reader_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<TokenStore> tokens_;
  std::unique_ptr<Transport> transport_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::unique_ptr<Mailer> mailer_;
  std::unique_ptr<Poster> poster_;
  std::unique_ptr<Mailbox> mailbox_;
  std::optional<Error> mail_trouble_;
  std::map<SourceName, Secret> secrets_;
  AgendaTexts texts_;
  std::vector<Warning> warnings_;
  std::vector<int> wake_fds_;
  std::function<bool()> stop_;
  std::function<void()> meanwhile_;
  std::function<bool()> others_wait_;
};

}  // namespace evenkeel
