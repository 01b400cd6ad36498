#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace strongroom::bench {

/// `count` numbers below `keys`, drawn by a law: "fixed" (always 0), "uniform", or "zipf" (the
/// n-th most wanted key is wanted 1/n as often as the first; wanted keys lie scattered). The same
/// arguments give the same numbers. Throws std::invalid_argument for another law.
std::vector<std::size_t> draw_keys(std::string_view law, std::size_t keys, std::size_t count);

}  // namespace strongroom::bench
