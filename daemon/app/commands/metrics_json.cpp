#include "app/commands/metrics_json.hpp"

#include "core/findings/number.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <variant>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

/// Hours, a number, or a share that may be unknown.
using Value = std::variant<Seconds, int, std::optional<double>>;

/// The points of the partner / of both, two decimals; nothing when there are none.
std::optional<double> duty_share(const Metrics& m, PartnerIndex p) {
  const int all = m.partners[0].duty_points + m.partners[1].duty_points;
  if (all == 0) return std::nullopt;
  return printed_load(Seconds(m.partners[index(p)].duty_points), Seconds(all));
}

struct Row {
  const char* key;
  const char* name;
  bool personal;
  bool of_work;  // an employer may see it
  Value (*value)(const Metrics&, PartnerIndex);
};

/// In the order of CONTRACT section 1.
constexpr std::array<Row, 13> rows{{
    {"meeting_hours", "Meeting hours", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].meeting; }},
    {"focus_hours", "Focus hours", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].focus; }},
    {"after_hours", "After hours", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].after_hours; }},
    {"uncovered_windows", "Uncovered windows", false, false,
     [](const Metrics& m, PartnerIndex /*p*/) -> Value { return m.uncovered_windows; }},
    {"crunch_hours", "Crunch hours", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].crunch; }},
    {"deadlines_met", "Deadlines met", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].deadlines_met; }},
    {"deadlines_missed", "Deadlines missed", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].deadlines_missed; }},
    {"learning_kept", "Learning kept", true, true,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].learning_kept; }},
    {"check_ins_held", "Check-ins held", false, false,
     [](const Metrics& m, PartnerIndex /*p*/) -> Value { return m.check_ins_held; }},
    {"promises_made", "Promises made", true, false,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].promises_made; }},
    {"promises_kept", "Promises kept", true, false,
     [](const Metrics& m, PartnerIndex p) -> Value { return m.partners[index(p)].promises_kept; }},
    {"shared_free_hours", "Shared free hours", false, false,
     [](const Metrics& m, PartnerIndex /*p*/) -> Value { return m.shared_free; }},
    {"duty_share", "Share of duties", true, false,
     [](const Metrics& m, PartnerIndex p) -> Value { return duty_share(m, p); }},
}};

Json json_of(const Value& value) {
  if (const auto* length = std::get_if<Seconds>(&value)) return printed_hours(*length);
  if (const auto* number = std::get_if<int>(&value)) return *number;
  const auto& share = std::get<std::optional<double>>(value);
  return share ? Json(*share) : Json(nullptr);
}

std::string text_of(const Value& value) {
  if (const auto* length = std::get_if<Seconds>(&value)) return fmt::format("{:.2f}", printed_hours(*length));
  if (const auto* number = std::get_if<int>(&value)) return std::to_string(*number);
  const auto& share = std::get<std::optional<double>>(value);
  return share ? fmt::format("{:.2f}", *share) : "–";
}

}  // namespace

Json metrics_json(const Metrics& metrics, const Settings& settings, std::optional<PartnerIndex> whose) {
  Json json = Json::object();
  for (const Row& row : rows) {
    if (!row.personal) {
      json[row.key] = json_of(row.value(metrics, PartnerIndex::first));
      continue;
    }
    Json& each = json[row.key] = Json::object();
    for (const PartnerIndex p : both_partners) {
      if (whose && p != *whose) continue;
      each[settings.partners[index(p)].id.str()] = json_of(row.value(metrics, p));
    }
  }
  return json;
}

std::vector<MetricRow> metric_rows(const Metrics& metrics, const Settings& settings,
                                   std::optional<PartnerIndex> whose) {
  std::vector<MetricRow> result;
  for (const Row& row : rows) {
    if (whose && !row.of_work) continue;
    if (!row.personal) result.push_back({row.name, {}, text_of(row.value(metrics, PartnerIndex::first))});
    for (const PartnerIndex p : both_partners) {
      if (row.personal && p == whose.value_or(p)) {
        result.push_back({row.name, settings.partners[index(p)].name, text_of(row.value(metrics, p))});
      }
    }
  }
  return result;
}

namespace {

std::string label(const MetricRow& row) {
  return row.whose.empty() ? row.name : row.name + ", " + row.whose;
}

}  // namespace

std::string metrics_text(const Metrics& metrics, const Settings& settings,
                         std::optional<PartnerIndex> whose) {
  std::string text;
  for (const MetricRow& row : metric_rows(metrics, settings, whose)) {
    text += fmt::format("  {:<28} {:>8}\n", label(row), row.value);
  }
  return text;
}

std::string metrics_text(const Metrics& before, const Metrics& after, const Settings& settings, Rows which,
                         std::optional<PartnerIndex> whose) {
  const std::vector<MetricRow> first = metric_rows(before, settings, whose);
  const std::vector<MetricRow> second = metric_rows(after, settings, whose);
  std::string text;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (which == Rows::changed && first[i].value == second[i].value) continue;
    text += fmt::format("  {:<28} {:>8} → {:>8}\n", label(first[i]), first[i].value, second[i].value);
  }
  return text;
}

}  // namespace evenkeel
