#include "io/system/token_files.hpp"

#include "io/system/private_file.hpp"
#include "io/system/secrets.hpp"
#include "io/system/system_error.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>

namespace evenkeel {
namespace {

constexpr std::string_view ending = ".json";

class TokenFiles final : public TokenStore {
 public:
  TokenFiles(const std::string& state_directory, TokenAccess access)
      : state_(state_directory), directory_(state_directory + "/tokens"), access_(access) {}

  [[nodiscard]] Expected<std::optional<oauth::Tokens>> load(const std::string& key) override {
    // The one writer knows what it has written.
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    const std::string path = directory_ + "/" + file_of(key);
    struct stat found{};
    if (::lstat(path.c_str(), &found) != 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    const auto line = read_secret_file(path, owner_of_state());
    if (!line) return std::unexpected(line.error());
    auto tokens = oauth::tokens_of_line(*line);
    if (!tokens) return std::unexpected(tokens.error().within(path));
    if (access_ == TokenAccess::write) known_.emplace(key, *tokens);
    return *std::move(tokens);
  }

  [[nodiscard]] Expected<void> save(const std::string& key, const oauth::Tokens& tokens) override {
    if (access_ != TokenAccess::write) return not_ours();
    if (::mkdir(directory_.c_str(), 0700) == 0) {
      if (const auto made = flush_directory(state_); !made) return made;
    } else if (errno != EEXIST) {
      return system_error(directory_ + " cannot be made", errno);
    }
    const auto written = write_private_line(directory_, file_of(key), oauth::to_line(tokens).reveal());
    if (written) known_.insert_or_assign(key, tokens);
    return written;
  }

  [[nodiscard]] Expected<std::size_t> forget(const std::string& owner) override {
    if (access_ != TokenAccess::write) return std::unexpected(not_ours().error());
    namespace fs = std::filesystem;
    std::erase_if(known_, [&](const auto& entry) { return entry.first.starts_with(owner + "/"); });
    std::size_t erased = 0;
    std::error_code error;
    for (fs::directory_iterator it(directory_, error), end; !error && it != end; it.increment(error)) {
      if (!it->path().filename().string().starts_with(owner + "+")) continue;
      std::error_code failed;
      erased += fs::remove(it->path(), failed) ? 1 : 0;
      if (failed) return fail(ErrorKind::permanent, it->path().string() + ": " + failed.message());
    }
    if (erased == 0) return erased;
    if (const auto flushed = flush_directory(directory_); !flushed) return std::unexpected(flushed.error());
    return erased;
  }

 private:
  static Expected<void> not_ours() {
    return fail(ErrorKind::transient, "the sign-in has to be renewed by the evenkeel that holds the state");
  }

  /// "alex/work" is alex+work.json: names of people and sources have no plus.
  static std::string file_of(std::string key) {
    std::ranges::replace(key, '/', '+');
    return key.append(ending);
  }

  /// Read by root, the tokens of a service belong to the service's user, as its whole state does.
  [[nodiscard]] uid_t owner_of_state() const {
    struct stat found{};
    return ::stat(state_.c_str(), &found) == 0 ? found.st_uid : 0;
  }

  std::string state_;
  std::string directory_;
  TokenAccess access_;
  std::map<std::string, oauth::Tokens> known_;
};

}  // namespace

std::unique_ptr<TokenStore> make_token_files(const std::string& state_directory, TokenAccess access) {
  return std::make_unique<TokenFiles>(state_directory, access);
}

}  // namespace evenkeel
