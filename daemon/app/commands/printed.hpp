#pragma once

#include <string>

namespace evenkeel {

/// What a command says: the result, everything else, and its exit status (CONTRACT section 1).
struct Printed {
  std::string out;
  std::string err;
  int status = 0;
};

}  // namespace evenkeel
