#include "core/publishing/message_form.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/publishing/imip_words.hpp"
#include "core/publishing/mail_date.hpp"
#include "core/publishing/message_id.hpp"
#include "core/time/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

constexpr int ntfy_high = 4;
constexpr int ntfy_default = 3;

/// Bytes that are no UTF-8 become U+FFFD instead of an exception.
std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view occasion_name(const Message& message) {
  if (message.digest) return "digest";
  return message.urgent ? "urgent" : "notice";
}

std::size_t topic_begin(std::string_view url) {
  const auto scheme = url.find("://");
  const auto slash = url.rfind('/');
  if (scheme == std::string_view::npos || slash == std::string_view::npos || slash <= scheme + 2)
    return std::string_view::npos;
  return slash + 1 < url.size() ? slash + 1 : std::string_view::npos;
}

bool is_told(const Notify& channel, const PersonId& person) {
  return channel.to.empty() || std::ranges::find(channel.to, person) != channel.to.end();
}

/// Whether anything that goes to the place of `channel` is for this person.
bool reads_place(const Notify& channel, const Settings& settings, const PersonId& person) {
  if (is_told(channel, person)) return true;
  return !channel.url.empty() && std::ranges::any_of(settings.notify, [&](const Notify& n) {
    return n.kind == channel.kind && n.url == channel.url && is_told(n, person);
  });
}

}  // namespace

std::vector<Viewer> readers_of(const Notify& channel, const Settings& settings) {
  std::vector<Viewer> readers;
  for (const PartnerIndex p : both_partners) {
    if (reads_place(channel, settings, settings.partners[index(p)].id)) readers.push_back(Viewer{p});
  }
  if (!channel.url.empty() && readers.size() > 1) return {Viewer{}};
  return readers;
}

std::string reader_name(Viewer to, const Settings& settings) {
  return to.partner ? settings.partners[index(*to.partner)].id.str() : "both";
}

std::string channel_name(const Notify& channel) {
  return channel.url.empty() ? channel.kind : channel.kind + "-" + dav::fingerprint(channel.url).substr(0, 8);
}

std::string message_key(const Addressed& to) {
  return "message/" + to.channel.kind + "/" + reader_name(to.to, to.settings);
}

std::string_view channel_of_key(std::string_view key) {
  const auto begin = key.find('/') + 1;
  return key.substr(begin, key.find('/', begin) - begin);
}

bool is_notice(const OutboxEntry& entry) {
  return entry.key.starts_with("message/");
}

std::string message_dedup_prefix(const Addressed& to) {
  return "message|" + channel_name(to.channel) + "|" + reader_name(to.to, to.settings) + "|";
}

std::string message_dedup(const Message& message, const Addressed& to) {
  std::string about = message.digest ? "digest " + iso_date(to.settings.zone->date_of(to.now)) : "";
  for (const std::string& key : message.keys) about += "\n" + key;
  // The day: what was told, went away and came back after a while may be told again.
  about += "\n" + iso_date(to.settings.zone->date_of(to.now));
  return message_dedup_prefix(to) + dav::fingerprint(about);
}

Expected<std::string> message_mail(const Message& message, const Addressed& to) {
  if (!to.to.partner) return fail(ErrorKind::invalid_data, "a mail goes to one person");
  const Partner& partner = to.settings.partners[index(*to.to.partner)];
  const auto from = to.settings.mail ? imip::read_mailbox(to.settings.mail->from) : std::nullopt;
  if (!from) return fail(ErrorKind::invalid_data, "the sender's address (mail.from) is not a plain one");
  if (!imip::is_plain_address(partner.email.str())) {
    return fail(ErrorKind::invalid_data, "the address of " + partner.id.str() + " is not a plain one");
  }
  std::string mail = "From: " + imip::write_mailbox(*from) + "\r\n";
  mail += "To: " + imip::write_mailbox({partner.name, partner.email.str()}) + "\r\n";
  mail += "Subject: " + imip::header_text(message.subject) + "\r\n";
  mail += "Date: " + imip::date_header(to.now) + "\r\n";
  mail += "Message-ID: " + imip::message_id(message_dedup(message, to), from->address) + "\r\n";
  mail += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  mail += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return mail + imip::base64_lines(message.text);
}

std::string message_url(const Notify& channel) {
  if (channel.kind != "ntfy") return channel.url;
  const auto topic = topic_begin(channel.url);
  return topic == std::string::npos ? std::string() : channel.url.substr(0, topic);
}

std::string message_json(const Message& message, const Addressed& to) {
  if (to.channel.kind == "ntfy") {
    const auto topic = topic_begin(to.channel.url);
    return dumped(Json{{"topic", topic == std::string::npos ? std::string() : to.channel.url.substr(topic)},
                       {"title", message.subject},
                       {"message", message.text},
                       {"priority", message.urgent ? ntfy_high : ntfy_default}});
  }
  return dumped(Json{{"household", to.settings.household_id},
                     {"to", reader_name(to.to, to.settings)},
                     {"occasion", std::string(occasion_name(message))},
                     {"subject", message.subject},
                     {"text", message.text},
                     {"keys", message.keys},
                     {"at", rfc3339(to.now)}});
}

}  // namespace evenkeel
