#include "secrets/staging_labels.h"

#include <algorithm>
#include <array>
#include <bit>

namespace strongroom::secrets {
namespace {

constexpr std::array kReserved{kCurrent, kPrevious, kPending};

/// The bit of a label that AWS defines; 0 for a custom one.
std::uint8_t bit_of(std::string_view label) {
  const auto found = std::ranges::find(kReserved, label);
  if (found == kReserved.end()) return 0;
  return static_cast<std::uint8_t>(1U << (found - kReserved.begin()));
}

}  // namespace

bool StagingLabels::contains(std::string_view label) const {
  if (const auto bit = bit_of(label); bit != 0) return (reserved_ & bit) != 0;
  return std::ranges::find(custom_.get(), label) != custom_.get().end();
}

void StagingLabels::add(std::string_view label) {
  if (contains(label)) return;
  if (const auto bit = bit_of(label); bit != 0) {
    reserved_ = static_cast<std::uint8_t>(reserved_ | bit);
  } else {
    custom_.edit().emplace_back(label);
  }
}

void StagingLabels::remove(std::string_view label) {
  if (!contains(label)) return;
  if (const auto bit = bit_of(label); bit != 0) {
    reserved_ = static_cast<std::uint8_t>(reserved_ & ~bit);
  } else {
    std::erase(custom_.edit(), label);
  }
}

std::size_t StagingLabels::size() const {
  return static_cast<std::size_t>(std::popcount(reserved_)) + custom_.get().size();
}

std::vector<std::string_view> StagingLabels::list() const {
  std::vector<std::string_view> labels;
  labels.reserve(size());
  std::ranges::copy_if(kReserved, std::back_inserter(labels),
                       [&](std::string_view label) { return contains(label); });
  labels.insert(labels.end(), custom_.get().begin(), custom_.get().end());
  return labels;
}

}  // namespace strongroom::secrets
