// The decision for one key, out of record, theirs and ours; the table stands in decide.cpp.
#pragma once

#include "core/publishing/merge.hpp"
#include "core/publishing/reconcile.hpp"
#include "core/publishing/step.hpp"

namespace evenkeel {

class Decider {
 public:
  Decider(const ReconcileInput& input, std::vector<Warning>& warnings) : in_(input), warnings_(warnings) {}

  /// Something is wanted. `record` is null where none is remembered.
  [[nodiscard]] Step wanted(const PublicationRecord* record, const Publication& ours) const;
  /// Nothing is wanted for this record.
  [[nodiscard]] Step unwanted(const PublicationRecord& record) const;
  /// An own event without a record that nothing wanted has claimed.
  [[nodiscard]] Step orphan(const OwnEvent& event) const;
  /// A second copy of an event that has a record.
  [[nodiscard]] Step duplicate(const OwnEvent& event) const;

 private:
  [[nodiscard]] Step create(const PublicationRecord* record, const Publication& ours, int generation) const;
  [[nodiscard]] Step put_back(const PublicationRecord& record, const Publication& ours) const;
  [[nodiscard]] Step update(const PublicationRecord& record, const OwnEvent& theirs,
                            const Publication& ours) const;
  [[nodiscard]] Step send_update(const PublicationRecord& record, const OwnEvent& theirs,
                                 PublicationRecord after, const EventContent& wish, bool significant) const;
  [[nodiscard]] Step adopt(const PublicationRecord* record, const OwnEvent& theirs, int generation,
                           const Publication& ours) const;
  [[nodiscard]] Step remove(const PublicationRecord& record, const OwnEvent& theirs) const;
  [[nodiscard]] Step call_off(const PublicationRecord& record) const;
  [[nodiscard]] bool waits_for_tomorrow(const PublicationRecord& record, const EventContent& wish,
                                        const Publication& ours, const Difference& differs) const;
  [[nodiscard]] bool still_listed(const PublicationRecord& record) const;
  [[nodiscard]] bool past(const PublicationRecord& record) const;
  [[nodiscard]] const OwnEvent* theirs_of(const Uid& uid, const Href& href) const;

  const ReconcileInput& in_;
  std::vector<Warning>& warnings_;
};

}  // namespace evenkeel
