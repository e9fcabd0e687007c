#include "app/cycle/survey_sources.hpp"

#include "app/cycle/own_identity.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "core/publishing/identity.hpp"

#include <algorithm>
#include <unordered_map>

namespace evenkeel {
namespace {

/// One survey under way.
struct Asked {
  const Source* source = nullptr;
  Account account;
  std::unique_ptr<dav::Survey> survey;
  Expected<void> begun;
};

class Round {
 public:
  explicit Round(const Parts& parts) : parts_(parts), asked_(parts.sources.size()) {}

  void run() {
    for (std::size_t i = 0; i < asked_.size(); ++i) begin(i);
    while (!transfers_.empty() && !(parts_.stop && parts_.stop())) {
      for (const TransferEvent& event : parts_.transport.wait(std::chrono::seconds(1), parts_.wake_fds))
        take(event);
    }
    for (const auto& [id, transfer] : transfers_) parts_.transport.cancel(TransferId{id});
  }

  [[nodiscard]] std::vector<SourceSurvey> results() const {
    std::vector<SourceSurvey> results;
    for (const Asked& asked : asked_) {
      SourceSurvey result{.name = asked.source->settings().name, .found = {}};
      if (asked.survey) result.found = asked.survey->surveyed();
      if (!asked.begun) result.found.reachable = asked.begun;
      results.push_back(std::move(result));
    }
    return results;
  }

 private:
  void begin(std::size_t i) {
    Asked& asked = asked_[i];
    Source& source = *parts_.sources[i];
    asked.source = &source;
    if (!source.local()) {
      auto account = parts_.account(source.settings());
      if (!account) {
        asked.begun = std::unexpected(account.error());
        return;
      }
      asked.account = std::move(*account);
    }
    asked.survey = source.survey(parts_.clock.now());
    apply(asked, asked.survey->start());
  }

  void apply(Asked& asked, std::vector<dav::Effect> effects) {
    for (dav::Effect& effect : effects) {
      if (auto* send = std::get_if<dav::SendRequest>(&effect)) {
        const TransferId id = parts_.transport.submit(send->request, asked.account);
        transfers_.emplace(static_cast<std::uint64_t>(id), std::pair(&asked, send->tag));
      } else if (std::holds_alternative<dav::PullDone>(effect)) {
        end(asked);
      }
    }
  }

  /// The end may come while a transfer is under way.
  void end(Asked& asked) {
    std::erase_if(transfers_, [&](const auto& transfer) {
      if (transfer.second.first != &asked) return false;
      parts_.transport.cancel(TransferId{transfer.first});
      return true;
    });
  }

  void take(const TransferEvent& event) {
    const auto id = std::visit([](const auto& e) { return static_cast<std::uint64_t>(e.id); }, event);
    const auto found = transfers_.find(id);
    if (found == transfers_.end()) return;
    auto& [asked, tag] = found->second;
    Asked& of = *asked;
    const int its_tag = tag;
    if (std::holds_alternative<Completed>(event)) transfers_.erase(found);
    if (const auto* head = std::get_if<HeadReceived>(&event))
      apply(of, of.survey->on_head(its_tag, head->head));
    if (const auto* body = std::get_if<BodyReceived>(&event))
      apply(of, of.survey->on_body(its_tag, body->bytes));
    if (const auto* done = std::get_if<Completed>(&event))
      apply(of, of.survey->on_complete(its_tag, done->result));
  }

  const Parts& parts_;
  std::vector<Asked> asked_;
  std::unordered_map<std::uint64_t, std::pair<Asked*, int>> transfers_;
};

}  // namespace

std::vector<SourceSurvey> survey_sources(const Parts& parts) {
  Round round(parts);
  round.run();
  return round.results();
}

std::vector<SinkSurvey> survey_sinks(const Parts& parts, const std::vector<SourceSurvey>& sources) {
  std::vector<SinkSurvey> results;
  for (const SharedCalendar& calendar : parts.settings.shared) {
    const auto as_source = std::ranges::find(sources, calendar.connection.name, &SourceSurvey::name);
    SinkSurvey result{.calendar = &calendar, .found = SinkAbilities{}};
    if (as_source != sources.end() && !as_source->found.reachable) {
      result.found = std::unexpected(as_source->found.reachable.error());
    } else {
      auto sink = parts.make_sink(calendar, as_source == sources.end() ? "" : as_source->found.collection);
      result.found = sink ? (*sink)->abilities() : Expected<SinkAbilities>(std::unexpected(sink.error()));
    }
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<ChannelSurvey> survey_channels(const Parts& parts) {
  std::vector<ChannelSurvey> results;
  if (parts.settings.mail) {
    Expected<void> mail;
    if (parts.mail_trouble) mail = std::unexpected(*parts.mail_trouble);
    if (parts.mailer != nullptr) mail = parts.mailer->ask();
    results.push_back({"mail", mail});
  }
  if (parts.mailbox != nullptr) {
    const auto opened = parts.mailbox->read({}, {});  // of nobody: it is opened, and that is all
    results.push_back({"mailbox", opened ? Expected<void>() : std::unexpected(opened.error())});
  }
  for (const Notify& channel : parts.settings.notify) {
    if (channel.url.empty() || parts.poster == nullptr) continue;
    results.push_back({channel.kind, parts.poster->ask(channel.url)});
  }
  return results;
}

Expected<void> survey_instance_key(const Parts& parts) {
  if (parts.settings.shared.empty()) return {};
  const auto key = parts.load_key();
  if (!key) return std::unexpected(key.error());
  const auto snapshot = snapshot_of(parts.settings, parts.store, parts.clock.now());
  if (!snapshot) return std::unexpected(snapshot.error());
  if (!*key) return may_make_instance_key(snapshot->sources);
  return is_ours(parts, *snapshot, Identity(**key, parts.settings.household_id));
}

}  // namespace evenkeel
