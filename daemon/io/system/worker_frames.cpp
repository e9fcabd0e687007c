#include "io/system/worker_frames.hpp"

#include "core/calendar/bytes.hpp"
#include "core/calendar/codec.hpp"

#include <cstdint>
#include <limits>
#include <utility>

namespace evenkeel::worker {

namespace {

enum class Kind : std::uint8_t { read, failed };

constexpr std::uint64_t own_whole = 1;  // of ReadOptions
constexpr std::uint64_t answers = 2;

constexpr std::size_t header = 4;
constexpr std::size_t usual_room = std::size_t{1} << 18U;

/// Appends a frame of what `fill` writes, without a copy of what is large.
template <typename Fill>
void add(std::string& out, Fill fill) {
  const std::size_t begin = out.size();
  out.append(header, '\0');
  ByteWriter writer(std::move(out));
  fill(writer);
  out = std::move(writer).take();
  const std::size_t size = out.size() - begin - header;
  for (std::size_t i = 0; i < header; ++i) out[begin + i] = static_cast<char>(size >> (8 * i) & 0xFFU);
}

void put_read(ByteWriter& writer, const ical::ReadResult& result) {
  writer.put(std::uint64_t{result.objects.size()});
  for (const auto& object : result.objects) writer.put(std::string_view(encode(object)));
  writer.put(std::uint64_t{result.warnings.size()});
  for (const auto& warning : result.warnings) {
    writer.put(std::string_view(warning.about));
    writer.put(std::string_view(warning.text));
  }
  writer.put(std::uint64_t{result.skipped});
}

std::size_t length(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < header; ++i) {
    value |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

std::optional<ical::ReadResult> decode_read(ByteReader& bytes) {
  ical::ReadResult result;
  for (std::size_t left = bytes.count(); left > 0 && bytes.ok(); --left) {
    auto object = decode(bytes.text());
    if (!object) return std::nullopt;
    result.objects.push_back(std::move(*object));
  }
  for (std::size_t left = bytes.count(); left > 0 && bytes.ok(); --left) {
    std::string about(bytes.text());
    result.warnings.push_back({std::move(about), std::string(bytes.text())});
  }
  result.skipped = static_cast<std::uint32_t>(bytes.number(std::numeric_limits<std::uint32_t>::max()));
  return result;
}

}  // namespace

std::optional<std::string_view> Frames::next() {
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  const std::size_t size = rest.size() < header ? 0 : length(rest);
  broken_ = broken_ || size > frame_limit;
  if (rest.size() < header || broken_ || rest.size() < header + size) {
    buffer_.erase(0, std::exchange(at_, 0));
    if (buffer_.empty() && buffer_.capacity() > usual_room) buffer_ = {};  // that of a large frame goes
    return std::nullopt;
  }
  at_ += header + size;
  return rest.substr(header, size);
}

void add_frame(std::string& out, const Reader::Job& job) {
  add(out, [&](ByteWriter& writer) {
    writer.put(job.id);
    writer.put(
        std::uint64_t{(job.options.keep_own_whole ? own_whole : 0U) | (job.options.answers ? answers : 0U)});
    writer.put(std::uint64_t{job.options.household.size()});
    for (const Address& address : job.options.household) writer.put(std::string_view(address.str()));
    writer.put(std::string_view(job.text));
  });
}

std::optional<JobView> decode_job(std::string_view payload) {
  ByteReader bytes(payload);
  JobView job;
  job.id = bytes.number();
  const std::uint64_t flags = bytes.number(own_whole | answers);
  job.options.keep_own_whole = (flags & own_whole) != 0;
  job.options.answers = (flags & answers) != 0;
  for (std::size_t left = bytes.count(); left > 0 && bytes.ok(); --left) {
    job.options.household.emplace_back(bytes.text());
  }
  job.text = bytes.text();
  return bytes.finished() ? std::optional{std::move(job)} : std::nullopt;
}

void add_frame(std::string& out, const Reader::Result& answer) {
  const auto& [id, result] = answer;
  add(out, [&](ByteWriter& writer) {
    writer.put(static_cast<std::uint64_t>(result ? Kind::read : Kind::failed));
    writer.put(id);
    if (result) {
      put_read(writer, *result);
    } else {
      writer.put(static_cast<std::uint64_t>(result.error().kind));
      writer.put(std::string_view(result.error().text));
    }
  });
}

std::optional<Reader::Result> decode_result(std::string_view payload) {
  ByteReader bytes(payload);
  const auto kind = static_cast<Kind>(bytes.number(static_cast<std::uint64_t>(Kind::failed)));
  const std::uint64_t id = bytes.number();
  if (kind == Kind::failed) {
    const auto why = static_cast<ErrorKind>(bytes.number(static_cast<std::uint64_t>(ErrorKind::permanent)));
    std::string text(bytes.text());
    if (!bytes.finished()) return std::nullopt;
    return Reader::Result{id, fail(why, std::move(text))};
  }
  auto result = decode_read(bytes);
  if (!result || !bytes.finished()) return std::nullopt;
  return Reader::Result{id, std::move(*result)};
}

}  // namespace evenkeel::worker
