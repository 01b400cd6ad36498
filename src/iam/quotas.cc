#include "iam/quotas.h"

#include <fmt/format.h>

namespace strongroom::iam {

std::unexpected<Error> quota_exceeded(std::string_view quota, std::size_t limit) {
  return failure(ErrorCode::LimitExceeded,
                 fmt::format("Cannot exceed quota for {}: {}", quota, limit));
}

Result<void> check_room_for_one(std::size_t present, std::string_view quota, std::size_t limit) {
  if (present >= limit) return quota_exceeded(quota, limit);
  return {};
}

}  // namespace strongroom::iam
