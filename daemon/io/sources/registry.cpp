#include "io/sources/registry.hpp"

#include "io/sources/kinds.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace evenkeel {
namespace {

struct Row {
  SourceKind kind;
  std::unique_ptr<Source> (*make)(const SourceSettings&);
};

constexpr std::array rows = {
    Row{SourceKind::caldav, &make_caldav_source},
    Row{SourceKind::ics, &make_ics_source},
    Row{SourceKind::vdir, &make_vdir_source},
};

}  // namespace

std::unique_ptr<Source> make_source(const SourceSettings& settings) {
  const auto* const row = std::ranges::find(rows, settings.kind, &Row::kind);
  if (row == rows.end()) throw std::logic_error("a kind of source without a row in the registry");
  return row->make(settings);
}

}  // namespace evenkeel
