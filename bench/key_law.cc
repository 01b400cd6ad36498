#include "key_law.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>

namespace strongroom::bench {
namespace {

class Zipf {
 public:
  explicit Zipf(std::size_t keys) : cumulative_(keys) {
    double sum = 0;
    for (std::size_t rank = 0; rank < keys; ++rank) {
      cumulative_[rank] = sum += 1.0 / static_cast<double>(rank + 1);
    }
  }

  template <typename Generator>
  std::size_t operator()(Generator& generator) const {
    std::uniform_real_distribution<double> point(0, cumulative_.back());
    const auto found = std::ranges::upper_bound(cumulative_, point(generator));
    const auto rank = static_cast<std::size_t>(found - cumulative_.begin());
    // A prime that divides no usual number of keys, so that the product is a permutation.
    constexpr std::size_t kStride = 1'000'003;
    return std::min(rank, cumulative_.size() - 1) * kStride % cumulative_.size();
  }

 private:
  std::vector<double> cumulative_;
};

}  // namespace

std::vector<std::size_t> draw_keys(std::string_view law, std::size_t keys, std::size_t count) {
  std::mt19937_64 generator(1);
  std::vector<std::size_t> drawn(count);
  if (law == "uniform") {
    std::uniform_int_distribution<std::size_t> any(0, keys - 1);
    std::ranges::generate(drawn, [&] { return any(generator); });
  } else if (law == "zipf") {
    const Zipf zipf(keys);
    std::ranges::generate(drawn, [&] { return zipf(generator); });
  } else if (law != "fixed") {
    throw std::invalid_argument("no such law: " + std::string(law));
  }
  return drawn;
}

}  // namespace strongroom::bench
