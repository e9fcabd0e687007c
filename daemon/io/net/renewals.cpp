#include "io/net/renewals.hpp"

#include "io/net/addresses.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel::net {
namespace {

/// After a failure nobody asks again for so long: the sources of one account come one after the other.
constexpr Seconds pause_after_failure = std::chrono::minutes(1);

std::uint64_t number(TransferId id) {
  return static_cast<std::uint64_t>(id);
}

}  // namespace

Account token_account(const oauth::Client& client) {
  Account account;
  account.pool = "sign-in of " + client.key;
  account.ca_file = client.ca_file;
  account.local_allowed = is_local_host(host_of(client.token_url));
  return account;
}

std::variant<Secret, Wait, Error> Renewals::token(const std::shared_ptr<const oauth::Client>& client,
                                                  const Secret& refused) {
  const std::string& key = client->key;
  const bool waiting =
      std::ranges::any_of(running_, [&](const auto& run) { return run.second.client->key == key; });
  if (waiting) return Wait{};
  if (const auto stored = store_unsaved(key); !stored) return stored.error();
  auto tokens = tokens_->load(key);
  if (!tokens) return tokens.error();
  if (!*tokens) return oauth::not_signed_in(*client);
  oauth::Tokens& held = **tokens;
  if (held.refused) return oauth::sign_in_refused(*client);
  if (oauth::is_fresh(held, clock_->now()) && (refused.empty() || held.access != refused)) return held.access;
  if (const auto trouble = trouble_with(key)) return *trouble;
  if (held.refresh.empty()) return oauth::sign_in_run_out(*client);
  return renew(client, std::move(held));
}

std::variant<Secret, Wait, Error> Renewals::renewed(const std::shared_ptr<const oauth::Client>& client) {
  if (const auto trouble = troubles_.find(client->key); trouble != troubles_.end())
    return trouble->second.error;
  auto tokens = tokens_->load(client->key);
  if (!tokens) return tokens.error();
  if (!*tokens) return oauth::not_signed_in(*client);  // erased meanwhile
  return (*tokens)->access;
}

std::optional<Error> Renewals::trouble_with(const std::string& key) const {
  const auto found = troubles_.find(key);
  if (found == troubles_.end()) return std::nullopt;
  const auto left = found->second.until - clock_->now();
  if (left <= Seconds(0) || left > pause_after_failure) return std::nullopt;  // over, or the clock jumped
  return found->second.error;
}

std::variant<Secret, Wait, Error> Renewals::renew(const std::shared_ptr<const oauth::Client>& client,
                                                  oauth::Tokens before) {
  // The provider may forget the old refresh token with its answer. So whether the new one could be kept is
  // tried first: on a full disk nothing is asked for.
  if (const auto kept = tokens_->save(client->key, before); !kept) return kept.error();
  const TransferId id = transport_->submit(oauth::refresh_request(*client, before), token_account(*client));
  running_.emplace(number(id), Running{client, std::move(before), {}, {}});
  return Wait{};
}

bool Renewals::take(const TransferEvent& event, std::vector<std::string>& ended) {
  const auto found = running_.find(std::visit([](const auto& e) { return number(e.id); }, event));
  if (found == running_.end()) return false;
  Running& run = found->second;
  if (const auto* head = std::get_if<HeadReceived>(&event)) run.head = head->head;
  if (const auto* body = std::get_if<BodyReceived>(&event)) run.body += body->bytes;
  if (const auto* done = std::get_if<Completed>(&event)) {
    const Running over = std::move(run);
    running_.erase(found);
    end(over, done->result);
    ended.push_back(over.client->key);
  }
  return true;
}

void Renewals::end(const Running& run, const Expected<void>& result) {
  const std::string& key = run.client->key;
  if (!result) return note(key, result.error());
  auto answer = oauth::read_answer(run.head, run.body, *run.client, clock_->now());
  if (!answer) {
    if (answer.error().kind == ErrorKind::permanent) {
      // The client itself is refused: its secret has run out or was replaced, and is read anew.
      answer.error().kind = ErrorKind::unauthorised;
    } else if (answer.error().kind == ErrorKind::unauthorised) {
      oauth::Tokens over = run.before;
      over.refused = true;
      unsaved_.insert_or_assign(key, std::move(over));
      static_cast<void>(store_unsaved(key));  // else it is noted by the next one who asks
    }
    return note(key, answer.error());
  }
  troubles_.erase(key);
  unsaved_.insert_or_assign(key, oauth::renewed(run.before, *std::move(answer)));
  if (const auto stored = store_unsaved(key); !stored) note(key, stored.error());
}

void Renewals::note(const std::string& key, const Error& error) {
  troubles_.insert_or_assign(key, Trouble{error.within("sign-in"), clock_->now() + pause_after_failure});
}

Expected<void> Renewals::store_unsaved(const std::string& key) {
  const auto found = unsaved_.find(key);
  if (found == unsaved_.end()) return {};
  auto stored = tokens_->save(key, found->second);
  if (stored) unsaved_.erase(found);
  return stored;
}

}  // namespace evenkeel::net
