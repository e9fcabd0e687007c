// A message in the form of its channel: a mail, or JSON for ntfy and webhooks.
#pragma once

#include "core/publishing/messages.hpp"
#include "core/publishing/publication.hpp"
#include "core/words/error.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

struct Addressed {
  const Settings& settings;
  const Notify& channel;
  Viewer to;  // no partner: both, who read the same channel
  Instant now{};
};

/// For whom what is sent over this channel is worded: a mail to each person for that person; what is posted
/// to a URL is read by all to whom any channel posts there, so with both among them for the household.
[[nodiscard]] std::vector<Viewer> readers_of(const Notify& channel, const Settings& settings);

/// A partner's id, or "both".
[[nodiscard]] std::string reader_name(Viewer to, const Settings& settings);

/// Names a channel without its address, which may be a secret: "email", "webhook-1f0a2b3c".
[[nodiscard]] std::string channel_name(const Notify& channel);

/// The key under which the outbox holds messages to this reader of this channel.
[[nodiscard]] std::string message_key(const Addressed& to);
/// The kind of channel in such a key.
[[nodiscard]] std::string_view channel_of_key(std::string_view key);
/// Whether an entry is such a message, and no invitation.
[[nodiscard]] bool is_notice(const OutboxEntry& entry);

/// How every message_dedup() of this channel and reader begins.
[[nodiscard]] std::string message_dedup_prefix(const Addressed& to);

/// What makes a message be sent once only: channel, person, and the notices in it or the digest's day.
[[nodiscard]] std::string message_dedup(const Message& message, const Addressed& to);

/// The whole RFC 5322 message: text/plain, Auto-Submitted, CRLF. invalid_data when an address is not a plain
/// one, or when it is not to one partner.
[[nodiscard]] Expected<std::string> message_mail(const Message& message, const Addressed& to);

/// Where JSON of this channel is posted to: the webhook's URL; of ntfy the server, since the topic stands in
/// the JSON (https://docs.ntfy.sh/publish/#publish-as-json). Empty when the URL has no topic.
[[nodiscard]] std::string message_url(const Notify& channel);

/// ntfy: {"topic","title","message","priority"}. Webhook:
/// {"household","to","occasion","subject","text","keys","at"}.
[[nodiscard]] std::string message_json(const Message& message, const Addressed& to);

}  // namespace evenkeel
