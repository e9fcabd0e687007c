#include "core/calendar/codec.hpp"

#include "core/calendar/bytes.hpp"

#include <type_traits>
#include <utility>

namespace evenkeel {

namespace {

constexpr std::uint64_t version = 2;

// Far beyond the years 0 to 9999 of iCalendar, far from where sums of seconds overflow.
constexpr std::int64_t most_seconds = 1'000'000'000'000;
constexpr std::int64_t most_days = most_seconds / 86'400;

// The order of the fields, told once: `a` writes them or reads them. A change here is a new version.
template <typename T, typename U>
concept Is = std::is_same_v<std::remove_const_t<T>, U>;

template <typename A>
void fields(A& a, Is<ZonedTime> auto& x) {
  a(x.local, x.tzid);
}
template <typename A>
void fields(A& a, Is<NominalDuration> auto& x) {
  a(x.days, x.seconds);
}
template <typename A>
void fields(A& a, Is<RDatePeriod> auto& x) {
  a(x.start, x.end);
}
template <typename A>
void fields(A& a, Is<Attendee> auto& x) {
  a(x.address, x.partstat, x.schedule_status);
}
template <typename A>
void fields(A& a, Is<Observance> auto& x) {
  a(x.dtstart, x.offset_from, x.offset_to, x.rrules, x.rdates);
}
template <typename A>
void fields(A& a, Is<VTimezone> auto& x) {
  a(x.tzid, x.observances);
}
template <typename A>
void fields(A& a, Is<Warning> auto& x) {
  a(x.about, x.text);
}
template <typename A>
void fields(A& a, Is<Component> auto& x) {
  a(x.kind, x.uid, x.recurrence_id, x.this_and_future, x.dtstart, x.dtend, x.duration, x.dates_zone);
  a(x.rrules, x.exrules, x.rdates, x.exdates);
  a(x.summary, x.location, x.description, x.categories);
  a(x.status, x.transp, x.classification, x.busy_status, x.travel);
  a(x.organizer, x.attendees, x.attendee_count, x.sequence, x.dtstamp);
  a(x.completed, x.percent_complete, x.estimated_duration);
}
template <typename A>
void fields(A& a, Is<CalendarObject> auto& x) {
  a(x.uid, x.components, x.timezones, x.calendar_zone, x.warnings);
}

// The last alternative of each set.
constexpr std::uint64_t last(ComponentKind) {
  return static_cast<std::uint64_t>(ComponentKind::todo);
}
constexpr std::uint64_t last(Status) {
  return static_cast<std::uint64_t>(Status::in_process);
}
constexpr std::uint64_t last(Transp) {
  return static_cast<std::uint64_t>(Transp::transparent);
}
constexpr std::uint64_t last(Classification) {
  return static_cast<std::uint64_t>(Classification::confidential);
}
constexpr std::uint64_t last(BusyStatus) {
  return static_cast<std::uint64_t>(BusyStatus::working_elsewhere);
}
constexpr std::uint64_t last(PartStat) {
  return static_cast<std::uint64_t>(PartStat::other);
}

template <typename T>
concept Enumeration = std::is_enum_v<T>;

}  // namespace

class ObjectCodec {
 public:
  class Write;
  class Read;
};

class ObjectCodec::Write {
 public:
  template <typename... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  [[nodiscard]] std::string take() && { return std::move(bytes_).take(); }

 private:
  void put(bool value) { bytes_.put(value ? 1U : 0U); }
  void put(int value) { bytes_.put_signed(value); }
  void put(std::uint32_t value) { bytes_.put(std::uint64_t{value}); }
  void put(std::uint64_t value) { bytes_.put(value); }
  void put(Enumeration auto value) { bytes_.put(static_cast<std::uint64_t>(value)); }
  void put(const std::string& text) { bytes_.put(std::string_view(text)); }
  void put(const PrivateText& text) { put(text.open({})); }
  template <typename Tag>
  void put(const StrongString<Tag>& text) {
    put(text.str());
  }
  template <typename Rep, typename Period>
  void put(const std::chrono::duration<Rep, Period>& value) {
    bytes_.put_signed(value.count());
  }
  template <typename Clock, typename Duration>
  void put(const std::chrono::time_point<Clock, Duration>& value) {
    put(value.time_since_epoch());
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename T>
  void put(const std::vector<T>& values) {
    bytes_.put(std::uint64_t{values.size()});
    for (const T& value : values) put(value);
  }
  template <typename... T>
  void put(const std::variant<T...>& value) {
    bytes_.put(std::uint64_t{value.index()});
    std::visit([this](const auto& one) { this->put(one); }, value);
  }
  template <typename T>
    requires std::is_aggregate_v<T>
  void put(const T& value) {
    fields(*this, value);
  }

  ByteWriter bytes_;
};

class ObjectCodec::Read {
 public:
  explicit Read(std::string_view bytes) : bytes_(bytes) {}
  template <typename... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  [[nodiscard]] bool finished() const { return bytes_.finished(); }

 private:
  void get(bool& value) { value = bytes_.number(1) != 0; }
  void get(int& value) {
    const std::int64_t number = bytes_.signed_number();
    value = static_cast<int>(number);
    if (value != number) bytes_.fail();
  }
  void get(std::uint32_t& value) { value = static_cast<std::uint32_t>(bytes_.number(UINT32_MAX)); }
  void get(std::uint64_t& value) { value = bytes_.number(); }
  template <Enumeration T>
  void get(T& value) {
    value = static_cast<T>(bytes_.number(last(T{})));
  }
  void get(std::string& text) { text.assign(bytes_.text()); }
  void get(PrivateText& text) { text = PrivateText(std::string(bytes_.text())); }
  template <typename Tag>
  void get(StrongString<Tag>& text) {
    text = StrongString<Tag>(bytes_.text());
  }
  template <typename Rep, typename Period>
  void get(std::chrono::duration<Rep, Period>& value) {
    constexpr std::int64_t most = std::is_same_v<Period, Days::period> ? most_days : most_seconds;
    const std::int64_t count = bytes_.signed_number();
    const bool possible = count <= most && count >= -most;
    if (!possible) bytes_.fail();
    if (possible) value = std::chrono::duration<Rep, Period>{static_cast<Rep>(count)};
  }
  template <typename Clock, typename Duration>
  void get(std::chrono::time_point<Clock, Duration>& value) {
    Duration since{};
    get(since);
    value = std::chrono::time_point<Clock, Duration>{since};
  }
  template <typename T>
  void get(std::optional<T>& value) {
    bool there = false;
    get(there);
    if (there) get(value.emplace());
  }
  // No room is made ahead: a false count costs nothing.
  template <typename T>
  void get(std::vector<T>& values) {
    for (std::size_t left = bytes_.count(); left > 0 && bytes_.ok(); --left) get(values.emplace_back());
  }
  template <typename... T>
  void get(std::variant<T...>& value) {
    get_alternative(value, bytes_.number(sizeof...(T) - 1), std::index_sequence_for<T...>{});
  }
  template <typename Variant, std::size_t... I>
  void get_alternative(Variant& value, std::uint64_t index, std::index_sequence<I...> /*all*/) {
    ((index == I ? get(value.template emplace<I>()) : void()), ...);
  }
  template <typename T>
    requires std::is_aggregate_v<T>
  void get(T& value) {
    fields(*this, value);
  }

  ByteReader bytes_;
};

std::string encode(const CalendarObject& object) {
  ObjectCodec::Write write;
  write(version, object);
  return std::move(write).take();
}

Expected<CalendarObject> decode(std::string_view bytes) {
  ObjectCodec::Read read(bytes);
  std::uint64_t written_by = 0;
  CalendarObject object;
  read(written_by);
  if (written_by != version) return fail(ErrorKind::invalid_data, "a stored object is of another version");
  read(object);
  if (!read.finished()) return fail(ErrorKind::invalid_data, "a stored object cannot be read");
  return object;
}

}  // namespace evenkeel
