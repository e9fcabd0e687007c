#include "io/system/log.hpp"

#include <fmt/format.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace evenkeel {

namespace {

/// systemd.exec(5), $JOURNAL_STREAM: device and inode of the journal's socket.
bool standard_error_is_journal() {
  const char* journal = std::getenv("JOURNAL_STREAM");
  struct stat found{};
  if (journal == nullptr || ::fstat(STDERR_FILENO, &found) != 0) return false;
  return fmt::format("{}:{}", found.st_dev, found.st_ino) == journal;
}

/// sd-daemon(3), as syslog's.
int priority_of(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::critical:
      return 2;
    case spdlog::level::err:
      return 3;
    case spdlog::level::warn:
      return 4;
    case spdlog::level::info:
      return 6;
    default:
      return 7;
  }
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
  constexpr std::array levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                              spdlog::level::err};
  return levels.at(static_cast<std::size_t>(level));
}

class EscapingSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit EscapingSink(bool journal) : journal_(journal) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const std::string text =
        escape_controls(std::string_view(message.payload.data(), message.payload.size()));
    spdlog::details::log_msg escaped = message;
    escaped.payload = text;
    spdlog::memory_buf_t line;
    if (journal_) fmt::format_to(std::back_inserter(line), "<{}>", priority_of(message.level));
    formatter_->format(escaped, line);
    (void)std::fwrite(line.data(), 1, line.size(), stderr);
  }
  void flush_() override { (void)std::fflush(stderr); }

  bool journal_;
};

/// How long the UTF-8 character at the front is; 0 when it is none (RFC 3629: shortest form, no surrogates).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return 0;
  }
  const bool wrong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xed && byte(1) > 0x9f) ||
                     (lead == 0xf0 && byte(1) < 0x90) || (lead == 0xf4 && byte(1) > 0x8f);
  return wrong ? 0 : length;
}

bool is_control(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead < 0x20 || lead == 0x7f;
  return lead == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;  // U+0080 to U+009F
}

}  // namespace

std::string escape_controls(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view character = text.substr(0, length == 0 ? 1 : length);
    text.remove_prefix(character.size());
    if (length != 0 && !is_control(character)) {
      out += character;
      continue;
    }
    for (const char c : character) out += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::vector<std::string> journal_entry(LogLevel level, std::string_view message,
                                       const std::vector<LogField>& fields) {
  std::vector<std::string> entry{"MESSAGE=" + escape_controls(message),
                                 fmt::format("PRIORITY={}", priority_of(spdlog_level(level)))};
  for (const LogField& field : fields)
    entry.push_back(fmt::format("{}={}", field.name, escape_controls(field.value)));
  return entry;
}

void log_with(LogLevel level, std::string_view message, const std::vector<LogField>& fields) {
  if (!spdlog::should_log(spdlog_level(level))) return;
  if (standard_error_is_journal()) {
    std::vector<std::string> entry = journal_entry(level, message, fields);
    std::vector<iovec> parts;
    for (std::string& part : entry) parts.push_back({.iov_base = part.data(), .iov_len = part.size()});
    if (sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0) return;
  }
  spdlog::log(spdlog_level(level), "{}", message);
}

void set_up_log(LogLevel level) {
  const bool journal = standard_error_is_journal();
  auto logger = std::make_shared<spdlog::logger>("evenkeel", std::make_shared<EscapingSink>(journal));
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      journal ? "%v" : "%Y-%m-%dT%H:%M:%SZ %l: %v", spdlog::pattern_time_type::utc));
  logger->set_level(spdlog_level(level));
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace evenkeel
