#include "app/cycle/failing_sinks.hpp"

#include "core/publishing/message_form.hpp"

#include <map>

namespace evenkeel {

std::string sink_name(const OutboxEntry& entry) {
  if (entry.verb == OutboxEntry::Verb::mail) return "mail";
  if (entry.verb == OutboxEntry::Verb::post) return std::string(channel_of_key(entry.key));
  return "household/" + entry.calendar;
}

std::vector<FailingSink> failing_sinks(const std::vector<OutboxEntry>& outbox) {
  std::map<std::string, FailingSink> sinks;
  for (const OutboxEntry& entry : outbox) {
    FailingSink& sink = sinks[sink_name(entry)];
    ++sink.waiting;
    if (sink.last_error.empty()) sink.last_error = entry.last_error;
  }
  std::vector<FailingSink> failing;
  for (auto& [name, sink] : sinks) {
    if (sink.last_error.empty()) continue;
    sink.name = name;
    failing.push_back(std::move(sink));
  }
  return failing;
}

}  // namespace evenkeel
