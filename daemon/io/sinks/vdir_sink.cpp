#include "io/sinks/vdir_sink.hpp"

#include "core/dav/fingerprint.hpp"
#include "io/sinks/durable_file.hpp"
#include "io/sources/regular_file.hpp"
#include "io/sources/vdir_files.hpp"
#include "io/system/private_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace evenkeel {
namespace {

constexpr std::uint64_t largest_file = 64U << 20U;

bool is_safe(const std::string& name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
  return name.size() > 4 && name.size() <= 255 && name.ends_with(".ics") && name.front() != '.' &&
         name.find_first_not_of(allowed) == std::string::npos;
}

ETag etag_of(const FileContent& content) {
  return written({content.stamp.text, 1, content.stamp.fresh ? dav::fingerprint(content.text) : ""});
}

/// The stamp, and where the tag holds one the content: a stamp alone may miss a change within its resolution.
bool matches(const ETag& etag, const FileContent& content) {
  const FileTag tag = parse_file_tag(etag);
  return tag.stamp == content.stamp.text &&
         (tag.content.empty() || tag.content == dav::fingerprint(content.text));
}

class VdirSink final : public Sink {
 public:
  VdirSink(std::string name, std::string directory)
      : name_(std::move(name)), directory_(std::move(directory)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }

  [[nodiscard]] Expected<SinkAbilities> abilities() override {
    if (::access(directory_.c_str(), F_OK) != 0) return failed(errno, "the directory cannot be reached");
    return SinkAbilities{.auto_schedule = false, .writable = ::access(directory_.c_str(), W_OK | X_OK) == 0};
  }

  [[nodiscard]] bool same(const ETag& a, const ETag& b) const override {
    const FileTag one = parse_file_tag(a);
    const FileTag two = parse_file_tag(b);
    return !one.stamp.empty() && one.stamp == two.stamp &&
           (one.content.empty() || two.content.empty() || one.content == two.content);
  }

  [[nodiscard]] Expected<std::optional<StoredResource>> get(const Href& href) override {
    auto content = read(href);
    if (!content) return std::unexpected(content.error());
    if (!*content) return std::nullopt;
    return StoredResource{etag_of(**content), std::move((*content)->text)};
  }

  [[nodiscard]] Expected<ETag> create(const Href& href, const std::string& text) override {
    if (auto there = read(href); !there || *there) {
      if (!there) return std::unexpected(there.error());
      return fail(ErrorKind::precondition_failed, "a file of this name stands there already");
    }
    return write(href, text, Replace::no);
  }

  [[nodiscard]] Expected<ETag> update(const Href& href, const ETag& if_match,
                                      const std::string& text) override {
    if (auto same = require(href, if_match); !same) return std::unexpected(same.error());
    return write(href, text, Replace::yes);
  }

  [[nodiscard]] Expected<void> remove(const Href& href, const ETag& if_match) override {
    auto there = read(href);
    if (!there) return std::unexpected(there.error());
    if (!*there) return {};
    if (!matches(if_match, **there)) return changed();
    if (::unlink(path(href).c_str()) != 0 && errno != ENOENT) {
      return failed(errno, "an event cannot be deleted");
    }
    return flush_directory(directory_);
  }

 private:
  [[nodiscard]] std::string path(const Href& href) const { return directory_ + "/" + href.str(); }

  static std::unexpected<Error> failed(int error, const std::string& what) {
    const bool passing = error == ENOSPC || error == EDQUOT || error == EIO || error == EINTR;
    return fail(passing ? ErrorKind::transient : ErrorKind::permanent,
                what + ": " + std::generic_category().message(error));
  }

  static std::unexpected<Error> changed() {
    return fail(ErrorKind::precondition_failed, "the file was changed in between");
  }

  [[nodiscard]] Expected<std::optional<FileContent>> read(const Href& href) const {
    if (!is_safe(href.str())) return fail(ErrorKind::refused, "this is no name for an event's file");
    auto content = read_regular_file(path(href), largest_file);
    if (content) return std::optional(*std::move(content));
    if (content.error().problem != FileProblem::vanished) {
      return fail(ErrorKind::permanent, "an event's file cannot be read: " + content.error().text);
    }
    if (::access(directory_.c_str(), X_OK) != 0) return failed(errno, "the directory cannot be reached");
    return std::nullopt;
  }

  Expected<void> require(const Href& href, const ETag& if_match) {
    auto there = read(href);
    if (!there) return std::unexpected(there.error());
    if (!*there || !matches(if_match, **there)) return changed();
    return {};
  }

  Expected<ETag> write(const Href& href, const std::string& text, Replace replace) {
    if (auto done = write_durably(directory_, href.str(), text, replace); !done) {
      return std::unexpected(done.error());
    }
    auto content = read(href);
    if (!content || !*content || (*content)->text != text) return ETag{};
    return etag_of(**content);
  }

  std::string name_;
  std::string directory_;
};

}  // namespace

std::unique_ptr<Sink> make_vdir_sink(const SharedCalendar& calendar, const SinkContext& /*context*/) {
  return std::make_unique<VdirSink>(calendar.name, calendar.connection.url);
}

}  // namespace evenkeel
