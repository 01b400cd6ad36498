#include "secrets/version_limits.h"

#include <algorithm>
#include <chrono>

namespace strongroom::secrets {
namespace {

constexpr std::size_t kMaxVersions = 100;
constexpr std::chrono::hours kMinAge{24};

}  // namespace

Result<std::vector<ValueKey>> remove_old_versions(Secret& secret, Timestamp now) {
  std::vector<ValueKey> erased;
  if (secret.versions.size() <= kMaxVersions) return erased;
  const auto removable = [now](const Version& version) {
    return version.deprecated() && now - version.created >= kMinAge;
  };
  std::size_t surplus = secret.versions.size() - kMaxVersions;
  if (std::cmp_less(std::ranges::count_if(secret.versions, removable), surplus)) {
    return failure(ErrorCode::LimitExceeded,
                   "You exceeded the maximum number of versions allowed on a secret.");
  }
  std::erase_if(secret.versions, [&](const Version& version) {
    if (surplus == 0 || !removable(version)) return false;
    --surplus;
    if (version.value) erased.push_back(*version.value);
    return true;
  });
  return erased;
}

}  // namespace strongroom::secrets
