// The decoded objects of small sources, kept from cycle to cycle: reading a household of a few hundred
// objects anew takes as long as looking at them.
#pragma once

#include "core/words/source_name.hpp"
#include "ports/store.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace evenkeel {

class ReadyObjects {
 public:
  /// By href, then UID, as they are stored; null: to be read.
  [[nodiscard]] const std::vector<StoredObject>* of(const SourceName& source) const;
  /// Keeps what was read, unless there is too much of it altogether.
  void keep(const SourceName& source, const std::vector<StoredObject>& objects);
  /// The batch was stored.
  void apply(const SourceName& source, const SourceBatch& batch);
  /// Whether nothing that was read was too much.
  [[nodiscard]] bool holds_all() const { return holds_all_; }
  void forget(const SourceName& source) { ready_.erase(source); }
  void clear() {
    ready_.clear();
    holds_all_ = true;
  }

 private:
  [[nodiscard]] std::size_t size() const;

  std::map<SourceName, std::vector<StoredObject>> ready_;
  bool holds_all_ = true;
};

}  // namespace evenkeel
