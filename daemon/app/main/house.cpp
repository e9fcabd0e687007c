#include "app/main/house.hpp"

#include "app/cycle/snapshot_of.hpp"
#include "app/main/accounts.hpp"
#include "app/main/prompts.hpp"
#include "app/main/reader.hpp"
#include "io/net/account.hpp"
#include "io/net/exchange_code.hpp"
#include "io/net/imap.hpp"
#include "io/net/poster.hpp"
#include "io/net/signing_in.hpp"
#include "io/net/smtp.hpp"
#include "io/net/transport.hpp"
#include "io/sinks/registry.hpp"
#include "io/sources/registry.hpp"
#include "io/sources/regular_file.hpp"
#include "io/store/database_file.hpp"
#include "io/store/store.hpp"
#include "io/system/instance_key.hpp"
#include "io/system/state_directory.hpp"
#include "io/system/system_clock.hpp"
#include "io/system/token_files.hpp"

#include <filesystem>

namespace evenkeel {
namespace {

/// The address inside "Household <home@example.org>".
std::string bare_address(const std::string& from) {
  const auto open = from.rfind('<');
  const auto close = from.rfind('>');
  if (open == std::string::npos || close == std::string::npos || close < open) return from;
  return from.substr(open + 1, close - open - 1);
}

/// What stands in the text files of a configuration; never waited for.
Expected<std::string> read_text(const std::string& path) {
  constexpr std::uint64_t longest = 1U << 20U;
  auto file = read_regular_file(path, longest);
  if (!file) return fail(ErrorKind::permanent, file.error().text);
  return std::move(file->text);
}

std::string directory_of(const Settings& settings) {
  return std::filesystem::path(settings.file).parent_path().string();
}

}  // namespace

House::~House() = default;

Expected<std::unique_ptr<House>> House::open(const Settings& settings, Zones& zones,
                                             std::optional<Instant> fixed_now, Access access,
                                             PasswordCommands commands) {
  auto house = std::unique_ptr<House>(new House(zones, commands));
  house->settings_ = &settings;
  auto reader = start_reader(house->warnings_);
  if (!reader) return std::unexpected(reader.error());
  house->reader_ = std::move(*reader);
  house->clock_ = make_clock(fixed_now);
  if (const auto opened = house->open_state(access); !opened) return std::unexpected(opened.error());
  house->tokens_ = make_token_files(settings.state, house->writes() ? TokenAccess::write : TokenAccess::read);
  house->transport_ =
      net::make_signing_in_transport(net::make_curl_transport(), *house->tokens_, *house->clock_);
  house->poster_ =
      net::make_poster(*house->transport_, {.fd = -1, .asked = [h = house.get()] { return h->waited(); }});
  house->use(settings);
  return house;
}

Expected<void> House::open_state(Access access) {
  if (access != Access::copy) {
    auto lock = take_lock(settings_->state);
    if (!lock && access == Access::write) return std::unexpected(lock.error());
    if (lock) lock_ = std::move(*lock);
  }
  auto opened =
      lock_ ? open_store(settings_->state, clock_->now(), zones_) : open_store_copy(settings_->state, zones_);
  if (!opened) {
    if (access == Access::write) return std::unexpected(opened.error());
    warnings_.push_back({settings_->state, opened.error().text});
    store_ = memory_store();
    lock_.reset();
    return {};
  }
  store_ = std::move(opened->store);
  warnings_ = std::move(opened->warnings);
  opened_ = state_files();
  return {};
}

/// Of what is written to; a database is made with the lock held.
House::StateFiles House::state_files() const {
  return {.lock = which_file(settings_->state + "/lock"),
          .database = which_file(database_path(settings_->state))};
}

Expected<void> House::keep_state() {
  if (!writes() || state_files() == opened_) return {};
  if (which_file(settings_->state + "/lock") != opened_.lock) {
    auto lock = take_lock(settings_->state);
    if (!lock) return std::unexpected(lock.error());
    lock_ = std::move(*lock);
    opened_.lock = which_file(settings_->state + "/lock");  // ours now, whatever comes of the database
  }
  auto opened = open_store(settings_->state, clock_->now(), zones_);
  if (!opened) return std::unexpected(opened.error());
  store_ = std::move(opened->store);
  opened_ = state_files();
  warnings_.insert(warnings_.end(), opened->warnings.begin(), opened->warnings.end());
  warnings_.push_back({settings_->state, "it was taken away while it was in use; begun anew"});
  return {};
}

void House::use(const Settings& settings) {
  settings_ = &settings;
  sources_.clear();
  secrets_.clear();
  std::vector<SourceName> names;
  for (const SourceSettings* source : sources_of(settings)) {
    sources_.push_back(make_source(*source));
    names.push_back(source->name);
  }
  if (writes()) {
    if (const auto kept = store_->keep_only(names); !kept)
      warnings_.push_back({settings.state, kept.error().text});
  }
  make_mailer();
  read_texts();
}

void House::make_mailer() {
  mailer_.reset();
  mailbox_.reset();
  mail_trouble_.reset();
  if (!settings_->mail || settings_->mail->smtp.empty()) return;
  const Mail& mail = *settings_->mail;
  auto password = read_secret(mail.password, directory_of(*settings_), commands_);
  if (!password) {
    mail_trouble_ = password.error();
    return;
  }
  const net::Stop stop{.fd = -1, .asked = [this] { return waited(); }};
  net::MailAccount account{
      .url = mail.smtp, .user = mail.user, .password = *password, .ca_file = mail.ca_file};
  mailer_ = net::make_smtp_mailer(account, stop);
  if (mail.imap.empty()) return;
  account.url = mail.imap;
  // All others wait for it.
  account.connect = std::chrono::seconds(8);
  account.stalled = std::chrono::seconds(15);
  account.total = std::chrono::seconds(60);
  mailbox_ = net::make_imap_mailbox(std::move(account), stop);
}

/// A prompts.txt beside the configuration comes before the built-in one.
void House::read_texts() {
  texts_ = {};
  const auto own = read_text(directory_of(*settings_) + "/prompts.txt");
  texts_.prompts = read_prompts(own ? std::string_view(*own) : default_prompts());
  for (const Routine& routine : settings_->routines) {
    for (const AgendaSection& section : routine.agenda) {
      if (section.file.empty()) continue;
      auto text = read_text(section.file);
      if (!text) warnings_.push_back({section.file, text.error().text});
      texts_.files[section.file] = text ? std::move(*text) : std::string();
    }
  }
}

/// Read once, until it is refused.
Expected<Secret> House::secret_of(const SourceSettings& source) {
  auto known = secrets_.find(source.name);
  if (known == secrets_.end()) {
    const SecretRef& ref = source.oauth ? source.oauth->client_secret : source.password;
    auto secret = read_secret(ref, directory_of(*settings_), commands_);
    if (!secret) return secret;
    known = secrets_.emplace(source.name, std::move(*secret)).first;
  }
  return known->second;
}

Expected<Account> House::account(const SourceSettings& source) {
  auto secret = secret_of(source);
  if (!secret) return std::unexpected(secret.error());
  if (!source.oauth) return net::account_for(source, *std::move(secret));
  const SourceName sign_in = sign_in_of(*settings_, source, *tokens_);
  auto client = oauth_client(*settings_, source, sign_in, *std::move(secret));
  if (!client) return std::unexpected(client.error());
  Account account = net::account_for(source, Secret());
  account.oauth = std::make_shared<const oauth::Client>(*std::move(client));
  return account;
}

Expected<oauth::Client> House::new_client(const SourceSettings& source) {
  auto secret = secret_of(source);
  if (!secret) return std::unexpected(secret.error());
  return oauth_client(*settings_, source, source.name, *std::move(secret));
}

Expected<std::unique_ptr<Sink>> House::sink(const SharedCalendar& calendar, const std::string& collection) {
  auto of = account(calendar.connection);
  if (!of) return std::unexpected(of.error());
  return make_sink(calendar, {.transport = transport_.get(),
                              .account = std::move(*of),
                              .collection = collection,
                              .stop = {.fd = -1, .asked = [this] { return waited(); }}});
}

void House::forget_refused_secrets(const CycleReport& report) {
  if (mail_trouble_) make_mailer();
  for (const auto& [what, error] : report.failures) {
    if (error.kind != ErrorKind::unauthorised) continue;
    std::erase_if(secrets_, [&](const auto& secret) { return secret.first.str() == what; });
  }
}

/// Whoever waits for a server asks this several times a second.
bool House::waited() const {
  if (meanwhile_) meanwhile_();
  return stop_ && stop_();
}

void House::set_stop(std::vector<int> wake_fds, std::function<bool()> stop) {
  wake_fds_ = std::move(wake_fds);
  stop_ = std::move(stop);
}

Parts House::parts() {
  return {
      .settings = *settings_,
      .zones = zones_,
      .clock = *clock_,
      .store = *store_,
      .transport = *transport_,
      .reader = *reader_,
      .sources = sources_,
      .make_sink = [this](const SharedCalendar& calendar,
                          const std::string& collection) { return sink(calendar, collection); },
      .mailer = mailer_.get(),
      .mail_sender = settings_->mail ? bare_address(settings_->mail->from) : std::string(),
      .poster = poster_.get(),
      .mailbox = mailbox_.get(),
      .mailbox_name = settings_->mail ? settings_->mail->imap + " " + settings_->mail->user : std::string(),
      .account = [this](const SourceSettings& source) { return account(source); },
      .tokens = tokens_.get(),
      .oauth_client = [this](const SourceSettings& source) { return new_client(source); },
      .exchange_code =
          [this](const oauth::Client& client, const oauth::Grant& grant) {
            const net::Stop stop{.fd = -1, .asked = [this] { return waited(); }};
            return net::exchange_code(*transport_, client, grant, clock_->now(), stop);
          },
      .load_key = [this] { return load_instance_key(settings_->state); },
      .create_key = [this] { return create_instance_key(settings_->state); },
      .texts = texts_,
      .wake_fds = wake_fds_,
      .stop = stop_,
      .meanwhile = meanwhile_,
      .others_wait = others_wait_,
      .mail_trouble = mail_trouble_};
}

}  // namespace evenkeel
