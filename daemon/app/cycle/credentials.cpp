#include "app/cycle/credentials.hpp"

#include "app/cycle/snapshot_of.hpp"
#include "core/time/text.hpp"

namespace evenkeel {
namespace {

using Kind = CredentialTrouble::Kind;

constexpr Seconds in_passing = Hours(1);

std::string refused_fact(const SourceName& source) {
  return "refused/" + source.str();
}

/// Since when; empty: it is not. What was noted by a clock that ran ahead counts from now on.
std::optional<Instant> refused_since(Store& store, const SourceName& source, Instant now) {
  const auto fact = store.fact(refused_fact(source));
  if (!fact || fact->empty()) return std::nullopt;
  const auto since = parse_rfc3339(*fact);
  return since ? std::min(*since, now) : now;
}

bool noted_before(const std::string& fact, Instant now) {
  const auto since = parse_rfc3339(fact);
  return since && *since <= now;
}

Expected<void> note_refusal(Store& store, const PullReport& pull, Instant now) {
  const bool refused = !pull.result && pull.result.error().kind == ErrorKind::unauthorised;
  if (!pull.result && !refused) return {};  // says nothing of it
  const auto before = store.fact(refused_fact(pull.source));
  if (!before) return std::unexpected(before.error());
  if (refused == !before->empty() && (!refused || noted_before(*before, now))) return {};
  return store.save_fact(refused_fact(pull.source), refused ? rfc3339(now) : std::string());
}

/// What is kept of the sign-in that opens this source, and its name.
struct SignIn {
  SourceName name;
  std::optional<oauth::Tokens> tokens;
};

std::optional<SignIn> sign_in_of(const Parts& parts, const SourceSettings& source) {
  if (!source.oauth || parts.tokens == nullptr) return std::nullopt;
  const auto account = parts.account(source);
  if (!account || !account->oauth) return std::nullopt;
  const std::string& key = account->oauth->key;
  auto tokens = parts.tokens->load(key);
  if (!tokens) return std::nullopt;
  const auto slash = key.find('/');
  return SignIn{{key.substr(0, slash), key.substr(slash + 1)}, *std::move(tokens)};
}

bool is_over(const std::optional<oauth::Tokens>& tokens, Instant now) {
  return !tokens || tokens->refused || (tokens->refresh.empty() && !oauth::is_fresh(*tokens, now));
}

class Looking {
 public:
  explicit Looking(const Parts& parts) : parts_(parts), now_(parts.clock.now()) {}

  [[nodiscard]] std::optional<CredentialTrouble> at(const SourceSettings& source,
                                                    Instant last_success) const {
    const auto since = refused_since(parts_.store, source.name, now_);
    if (!source.oauth) {
      if (!since || now_ - *since < in_passing) return std::nullopt;
      return refused(Kind::password_refused, source.name, *since, last_success + source.forget_after);
    }
    const auto sign_in = sign_in_of(parts_, source);
    if (!sign_in) return std::nullopt;
    const bool over = is_over(sign_in->tokens, now_);
    if (since && (over || now_ - *since >= in_passing)) {
      return refused(over ? Kind::sign_in_ended : Kind::sign_in_refused, sign_in->name, *since,
                     last_success + source.forget_after);
    }
    if (over) return std::nullopt;  // the next pull will meet it
    const auto end = oauth::sign_in_end(*sign_in->tokens);
    const auto notice = oauth::sign_in_notice(*sign_in->tokens);
    if (!end || !notice || now_ < *notice || now_ >= *end) return std::nullopt;
    return CredentialTrouble{
        .kind = Kind::sign_in_ends, .name = sign_in->name, .since = *notice, .until = *end};
  }

 private:
  static CredentialTrouble refused(Kind kind, const SourceName& name, Instant since, Instant until) {
    return {.kind = kind, .name = name, .since = since, .until = std::max(since, until)};
  }

  const Parts& parts_;
  Instant now_;
};

}  // namespace

Expected<void> note_refusals(const Parts& parts, const CycleReport& report) {
  for (const PullReport& pull : report.pulls) {
    if (const auto noted = note_refusal(parts.store, pull, parts.clock.now()); !noted) return noted;
  }
  return {};
}

Expected<void> forget_refusals(Store& store, const SourceName& source) {
  const auto noted = store.fact(refused_fact(source));
  if (!noted) return std::unexpected(noted.error());
  return noted->empty() ? Expected<void>() : store.save_fact(refused_fact(source), {});
}

std::vector<CredentialTrouble> credential_troubles(const Parts& parts, const Snapshot& snapshot) {
  std::vector<CredentialTrouble> troubles;
  const Looking looking(parts);
  for (const SourceSettings* source : sources_of(parts.settings)) {
    const auto pulled = std::ranges::find(snapshot.sources, source->name, &SourceSnapshot::name);
    if (pulled == snapshot.sources.end() || !pulled->last_success) continue;
    auto trouble = looking.at(*source, *pulled->last_success);
    if (!trouble) continue;
    auto told = std::ranges::find(troubles, trouble->name, &CredentialTrouble::name);
    if (told == troubles.end()) told = troubles.insert(told, *std::move(trouble));
    told->opens.push_back(source->name);
  }
  return troubles;
}

}  // namespace evenkeel
