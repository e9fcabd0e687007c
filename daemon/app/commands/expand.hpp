// `evenkeel expand`: the occurrences of somebody's own files.
#pragma once

#include "app/commands/printed.hpp"
#include "core/time/zones.hpp"
#include "core/words/error.hpp"
#include "ports/reader.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// One input: a file, one file of a directory, or standard input ("-").
struct NamedText {
  std::string name;
  Expected<std::string> text;
  std::size_t calendar = 0;  // inputs of one number are files of one directory: one calendar
};

struct ExpandRequest {
  DateOrInstant from, to;  // a date is midnight in `zone`; `to` is excluded
  const Zone* zone = nullptr;
  bool todos = false;
  bool json = false;
};

/// CONTRACT section 1, expand. Reads every input through `reader`; one that is no calendar is an error on
/// `err` and status 3, the others are printed all the same.
[[nodiscard]] Printed expand_files(std::vector<NamedText> inputs, const ExpandRequest& request, Zones& zones,
                                   Reader& reader);

}  // namespace evenkeel
