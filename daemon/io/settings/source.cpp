#include "io/settings/source.hpp"

#include "io/settings/convert.hpp"
#include "io/settings/dates.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/secret.hpp"
#include "io/settings/url.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

const OneOf<SourceKind> kKinds{
    {{"caldav", SourceKind::caldav}, {"ics", SourceKind::ics}, {"vdir", SourceKind::vdir}}};

SourceKind kind_of_url(const std::string& url) {
  const UrlParts parts = split_url(url);
  const bool file = parts.scheme.empty() || parts.scheme == "file";
  if (parts.scheme.starts_with("webcal") || (file ? url : parts.path).ends_with(".ics"))
    return SourceKind::ics;
  return file ? SourceKind::vdir : SourceKind::caldav;
}

/// Makes paths absolute, and refuses schemes that this kind does not speak.
void check_url(Section& section, SourceSettings& source) {
  const UrlParts parts = split_url(source.url);
  const bool file = parts.scheme.empty() || parts.scheme == "file";
  const bool web = parts.scheme == "https" || parts.scheme == "http";
  const bool webcal = parts.scheme == "webcal" || parts.scheme == "webcals";
  if (source.kind == SourceKind::caldav && !web) {
    section.error("url", "a CalDAV calendar is not there; expected https://...");
  } else if (source.kind == SourceKind::vdir && !file) {
    section.error("url", "a vdir is a directory here; expected a path");
  } else if (!file && !web && !webcal) {
    section.error("url", "this scheme is not spoken here; expected https://, webcal:// or a path");
  } else if (!file && parts.host.empty()) {
    section.error("url", "no host is named; expected https://host/...");
  } else if (!parts.user_info.empty()) {
    section.error("url", "a user stands in this URL; expected it in `user` and `password`");
  } else if (parts.scheme == "http" && !source.user.empty() && !is_loopback_host(parts.host)) {
    section.warn("url", "a password goes there by Digest or not at all; expected https://");
  } else if (parts.scheme == "http" && source.oauth && !is_loopback_host(parts.host)) {
    section.error("url", "a token goes nowhere without TLS; expected https://");
  }
  if (file && source.kind != SourceKind::caldav) {
    source.url = resolve_path(source.url, section.reader().directory, section.reader().environment);
  }
}

void check_sign_in(Section& section, const SourceSettings& source) {
  const bool password = !std::holds_alternative<std::monostate>(source.password);
  if (password && source.oauth) section.warn("oauth", "a password is given too; expected one way to sign in");
  if (password && source.user.empty()) section.error("password", "nobody it belongs to; expected `user` too");
}

/// What is common to every source but a shared calendar's.
void read_use(Section& section, SourceSettings& source) {
  section.read("from", source.from, date);
  section.read("until", source.until, date);
  section.read("disclose", source.disclose,
               OneOf<Disclose>{{{"busy", Disclose::busy},
                                {"kind", Disclose::kind},
                                {"title", Disclose::title},
                                {"full", Disclose::full}}});
  section.read("private", source.private_as_others, OneOf<bool>{{{"hide", false}, {"as-others", true}}});
  if (source.from && source.until && *source.until < *source.from) {
    section.error("until", "this is before `from`, so that no day counts; expected a later date");
  }
}

/// The name a person gave, else the first free of "calendar", "calendar-2" ...
void read_name(Section& section, const std::vector<SourceSettings>& others, SourceSettings& source) {
  const auto taken = [&](const std::string& name) {
    return std::ranges::any_of(others, [&](const SourceSettings& other) { return other.name.name == name; });
  };
  if (section.read("name", source.name.name, loose_id)) {
    if (taken(source.name.name)) {
      section.error("name", "another calendar of " + source.name.owner + " is called \"" + source.name.name +
                                "\" too; expected a name of its own");
    }
    return;
  }
  source.name.name = "calendar";
  for (int n = 2; taken(source.name.name); ++n) source.name.name = "calendar-" + std::to_string(n);
}

}  // namespace

void read_connection(Section& section, SourceSettings& source) {
  const bool located = section.require("url", source.url, text, "expected where the calendar is");
  source.kind = kind_of_url(source.url);
  section.read("kind", source.kind, kKinds);
  section.read("calendar", source.calendar, text);
  section.read("user", source.user, text);
  section.read("password", source.password, secret);
  section.read("oauth", source.oauth, oauth);
  section.read("ca_file", source.ca_file, path);
  source.poll = section.reader().settings.poll;
  section.read("poll", source.poll, positive_duration);
  section.read("stale_after", source.stale_after, positive_duration);
  section.read("forget_after", source.forget_after, positive_duration);
  if (located) check_url(section, source);
  check_sign_in(section, source);
  if (source.forget_after < source.stale_after) {
    section.warn("forget_after", "shorter than `stale_after`: it is forgotten before anybody is told");
  }
}

std::vector<SourceSettings> read_calendars(Section& owner, const std::string& owner_id, WorkKey work) {
  std::vector<SourceSettings> calendars;
  for (const Value* value : tables_of(owner, "calendar")) {
    Section section(*value, owner.name() + ".calendar", owner.reader());
    SourceSettings source;
    source.name.owner = owner_id;
    read_name(section, calendars, source);
    read_connection(section, source);
    read_use(section, source);
    source.work = work == WorkKey::yes;
    if (work == WorkKey::yes) section.read("work", source.work, boolean);
    section.finish();
    calendars.push_back(std::move(source));
  }
  return calendars;
}

}  // namespace evenkeel::settings
