#pragma once

#include <cstdlib>

namespace strongroom {

/// What always holds; a fuzzer takes the end of the process for a finding.
inline void require(bool held) {
  if (!held) std::abort();
}

}  // namespace strongroom
