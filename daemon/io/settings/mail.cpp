// [mail] and [[notify]]: how messages leave the house.
#include "io/settings/convert.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/references.hpp"
#include "io/settings/secret.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/url.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

/// A URL of one of these schemes, with a host and without a user in it.
struct UrlOf {
  std::vector<std::string> schemes;
  std::optional<std::string> operator()(const Value& value, Reader& reader) const {
    const auto given = text(value, reader);
    if (!given) return std::nullopt;
    const UrlParts parts = split_url(*given);
    const bool known = std::ranges::find(schemes, parts.scheme) != schemes.end();
    if (known && !parts.host.empty() && parts.user_info.empty()) return given;
    std::vector<std::string> forms;
    for (const std::string& scheme : schemes) forms.push_back(scheme + "://host");
    // The value is not repeated: topics and webhooks are secrets.
    reader.error(value.at, "this URL can't be used; expected " + quoted_list(forms) +
                               (parts.user_info.empty() ? "" : " without a user in it"));
    return std::nullopt;
  }
};

/// "Household <home@example.org>" or a bare address.
std::optional<std::string> mailbox(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  const auto open = given->find('<');
  const bool angled = open != std::string::npos && given->ends_with('>');
  const std::string bare = angled ? given->substr(open + 1, given->size() - open - 2) : *given;
  if (!address(Value{value.at, bare}, reader)) return std::nullopt;
  return given;
}

}  // namespace

void read_mail(Section& root) {
  const Value* value = root.find("mail");
  if (value == nullptr) return;
  Mail mail;
  Section section(*value, "mail", root.reader());
  section.require("smtp", mail.smtp, UrlOf{{"smtps", "smtp"}}, "expected the mail server: smtps://host:465");
  section.read("user", mail.user, text);
  section.read("password", mail.password, secret);
  section.require("from", mail.from, mailbox, R"(expected who writes: "Household <home@example.org>")");
  section.read("imap", mail.imap, UrlOf{{"imaps", "imap"}});
  section.read("ca_file", mail.ca_file, path);
  section.finish();
  const bool password = !std::holds_alternative<std::monostate>(mail.password);
  if (password && mail.user.empty()) section.error("password", "nobody it belongs to; expected `user` too");
  root.reader().settings.mail = std::move(mail);
}

void read_notify(Section& root) {
  Settings& settings = root.reader().settings;
  for (const Value* value : tables_of(root, "notify")) {
    Notify notify{.kind = "email", .to = both_partners(settings), .url = {}};
    Section section(*value, "notify", root.reader());
    section.read("kind", notify.kind,
                 OneOf<std::string>{{{"email", "email"}, {"ntfy", "ntfy"}, {"webhook", "webhook"}}});
    section.read("to", notify.to, list_of<PersonId>(person_id));
    section.read("url", notify.url, UrlOf{{"https", "http"}});
    if (Preference digest; section.read("digest", digest, preference)) {
      notify.digest_time = digest.time;
      if (digest.weekday) notify.digest_weekday = *digest.weekday;
    }
    section.finish();
    if (notify.kind == "email" && !settings.mail)
      section.warn("kind", "no e-mail leaves without a [mail] section");
    if (notify.kind != "email" && section.find("url") == nullptr)
      section.missing("url", "expected where to send it");
    settings.notify.push_back(std::move(notify));
  }
}

}  // namespace evenkeel::settings
