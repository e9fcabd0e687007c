// What a vdir would lose, held against what lies in its other files. No I/O.
#pragma once

#include "core/dav/pull.hpp"
#include "core/dav/removal_guard.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

namespace evenkeel {

/// A file that was read because it is new or changed.
struct ReadFile {
  dav::Fetched fetched;
  std::vector<Uid> uids;
  std::size_t lost = 0;  // objects fewer than it had
};

/// Objects that lie in another file now are not lost: a file may be renamed, its objects may be moved.
class VdirWeights {
 public:
  /// `here` tells what each file had, `told` false: nobody can tell. `names`: the files that are there.
  VdirWeights(const dav::Contents& here, bool told, const std::vector<std::string>& names,
              const std::vector<ReadFile>& read);

  /// How many objects go with a file that is not there any more and had `objects`.
  [[nodiscard]] std::size_t of_missing(const Href& href, std::size_t objects) const;
  /// How many are lost of a file that has fewer than it had.
  [[nodiscard]] std::size_t of_read(const ReadFile& file) const;

 private:
  [[nodiscard]] std::size_t nowhere(const std::vector<Uid>& uids) const;

  const dav::Contents* here_;
  bool told_;
  std::unordered_set<Uid> elsewhere_;
};

}  // namespace evenkeel
