#include "core/time/tzif.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace evenkeel {
namespace {

constexpr std::size_t header_size = 44;
constexpr std::uint32_t most_transitions = 100'000;  // far above any real zone

/// Big-endian two's complement of `size` bytes at `offset`; the caller has checked the bounds.
std::int64_t integer(std::string_view bytes, std::size_t offset, std::size_t size) {
  std::uint64_t value = (static_cast<unsigned char>(bytes[offset]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8U | static_cast<unsigned char>(bytes[offset + i]);
  return static_cast<std::int64_t>(value);
}

struct Header {
  char version = 0;
  std::size_t isutcnt = 0, isstdcnt = 0, leapcnt = 0, timecnt = 0, typecnt = 0, charcnt = 0;

  /// Bytes of the data block when times have `time_size` bytes.
  [[nodiscard]] std::size_t block(std::size_t time_size) const {
    return timecnt * (time_size + 1) + typecnt * 6 + charcnt + leapcnt * (time_size + 4) + isstdcnt + isutcnt;
  }
};

std::optional<Header> read_header(std::string_view bytes) {
  if (bytes.size() < header_size || !bytes.starts_with("TZif")) return std::nullopt;
  Header h;
  h.version = bytes[4];
  std::size_t at = 20;
  for (std::size_t* count : {&h.isutcnt, &h.isstdcnt, &h.leapcnt, &h.timecnt, &h.typecnt, &h.charcnt}) {
    const auto value = integer(bytes, at, 4);
    if (value < 0 || value > most_transitions) return std::nullopt;
    *count = static_cast<std::size_t>(value);
    at += 4;
  }
  return h;
}

struct Data {
  Seconds before{0};
  std::vector<Zone::Transition> transitions;
};

std::optional<Data> read_block(std::string_view bytes, const Header& h, std::size_t time_size) {
  if (bytes.size() < h.block(time_size) || h.typecnt == 0 || h.leapcnt != 0) return std::nullopt;
  const std::size_t types = h.timecnt * time_size;
  const std::size_t records = types + h.timecnt;
  const auto offset_of = [&](std::size_t type) { return Seconds{integer(bytes, records + type * 6, 4)}; };
  Data data;
  data.before = offset_of(0);
  data.transitions.reserve(h.timecnt);
  for (std::size_t i = 0; i < h.timecnt; ++i) {
    const Instant at{Seconds{integer(bytes, i * time_size, time_size)}};
    const auto type = static_cast<unsigned char>(bytes[types + i]);
    if (type >= h.typecnt) return std::nullopt;
    if (!data.transitions.empty() && at <= data.transitions.back().at) return std::nullopt;
    const Seconds offset = offset_of(type);
    if (offset < -Hours{26} || offset > Hours{26}) return std::nullopt;
    if (at < Instant{Seconds{-(std::int64_t{1} << 59U)}}) return std::nullopt;
    data.transitions.push_back({at, offset});
  }
  return data;
}

}  // namespace

Expected<std::unique_ptr<const Zone>> read_tzif(std::string name, std::string_view bytes) {
  const auto bad = [] { return fail(ErrorKind::invalid_data, "not a TZif file"); };
  auto header = read_header(bytes);
  if (!header) return bad();
  bytes.remove_prefix(header_size);
  std::size_t time_size = 4;
  if (header->version >= '2') {
    if (bytes.size() < header->block(4)) return bad();
    bytes.remove_prefix(header->block(4));
    header = read_header(bytes);
    if (!header) return bad();
    bytes.remove_prefix(header_size);
    time_size = 8;
  }
  auto data = read_block(bytes, *header, time_size);
  if (!data) return bad();
  std::string_view footer;
  if (time_size == 8) {
    footer = bytes.substr(header->block(8));
    if (!footer.starts_with('\n') || footer.find('\n', 1) == std::string_view::npos) return bad();
    footer = footer.substr(1, footer.find('\n', 1) - 1);
  }
  return std::make_unique<const Zone>(std::move(name), data->before, std::move(data->transitions), footer);
}

}  // namespace evenkeel
