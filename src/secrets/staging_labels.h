#pragma once

#include "secrets/boxed.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

inline constexpr std::string_view kCurrent = "AWSCURRENT";
inline constexpr std::string_view kPrevious = "AWSPREVIOUS";
inline constexpr std::string_view kPending = "AWSPENDING";

/// The staging labels of one version. The three that AWS defines take a bit each, since nearly
/// every version has no others. Listed AWSCURRENT, AWSPREVIOUS, AWSPENDING first, then custom ones
/// in the order they were attached.
class StagingLabels {
 public:
  bool contains(std::string_view label) const;
  void add(std::string_view label);     ///< Does nothing when it is there.
  void remove(std::string_view label);  ///< Does nothing when it is absent.
  bool empty() const { return reserved_ == 0 && custom_.get().empty(); }
  std::size_t size() const;
  std::vector<std::string_view> list() const;  ///< Views into this object, or static.
  std::span<const std::string> custom() const { return custom_.get(); }  ///< Views into it.

  friend bool operator==(const StagingLabels&, const StagingLabels&) = default;

 private:
  std::uint8_t reserved_ = 0;
  Boxed<std::vector<std::string>> custom_;
};

}  // namespace strongroom::secrets
