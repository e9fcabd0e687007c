// Works off the outbox: the only place from which anything leaves for a shared calendar or a mailbox.
#pragma once

#include "core/publishing/additions.hpp"
#include "ports/poster.hpp"
#include "ports/sink.hpp"
#include "ports/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace evenkeel {

struct DeliverInput {
  Store& store;
  std::map<std::string, Sink*> sinks;  // by the name of the [[shared]]; one that is missing stays pending
  Mailer* mailer = nullptr;            // null: mail stays pending
  Poster* poster = nullptr;            // null: posts stay pending
  std::string sender;                  // bare address
  Instant now{};
  bool quiet = false;          // quiet hours: messages of what does not begin soon wait
  SamePerson same_person;      // core/publishing/additions.hpp; may be empty
  std::function<bool()> stop;  // asked between entries; may be empty
};

struct DeliveryFailure {
  std::string calendar;
  std::string key;
  Error error;
};

struct DeliveryReport {
  std::uint32_t created = 0;
  std::uint32_t updated = 0;
  std::uint32_t removed = 0;
  std::uint32_t mailed = 0;    // posts too
  std::uint32_t resolved = 0;  // found done already: nothing was sent
  std::uint32_t dropped = 0;   // people were quicker: decided anew with the next cycle
  std::uint32_t pending = 0;   // still to be done
  std::vector<DeliveryFailure> failures;
};

/// Each entry that is due, in order; of one key nothing overtakes what failed before it, nor does a mail one
/// that waits, of the same invitation to the same person. Error only when the
/// store itself fails: then nothing more is sent.
[[nodiscard]] Expected<DeliveryReport> deliver(const DeliverInput& input);

}  // namespace evenkeel
