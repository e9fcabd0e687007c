// What evenkeel remembers, in STATE/evenkeel.db (ports/store.hpp says what it promises). SQLite in WAL mode
// with synchronous=FULL; the holder of STATE/lock is the one writer.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"
#include "ports/store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace evenkeel {

class Zones;

/// A store, and what had to be done to get it (a damaged database set aside, an older one brought up to
/// date).
struct Opened {
  std::unique_ptr<Store> store;
  std::vector<Warning> warnings;
};

/// For reading and writing; call it while holding STATE/lock. A missing directory (parents too) and database
/// are made. A damaged database is renamed to evenkeel.db.corrupt-<time of `now`> and a fresh one made; one
/// of a newer evenkeel is refused and left untouched. After an unclean stop the whole of it is checked first.
/// Zones of publications are looked up in `zones`, which must outlive the store.
[[nodiscard]] Expected<Opened> open_store(const std::string& state_directory, Instant now, Zones& zones);

/// For reading beside a running service: never creates, checks or repairs anything, and everything that would
/// change it is refused. A missing directory or database is an empty store.
[[nodiscard]] Expected<Opened> open_store_read_only(const std::string& state_directory, Zones& zones);

/// A private copy in memory of what is stored now, for commands that have to lay local sources over it
/// without being the writer. Changes are seen through it alone and end with it. A missing database is an
/// empty store.
[[nodiscard]] Expected<Opened> open_store_copy(const std::string& state_directory, Zones& zones);

/// An empty store that lives and dies with the process and keeps the same promises but durability.
[[nodiscard]] std::unique_ptr<Store> memory_store();

}  // namespace evenkeel
