#include "ops/kms/region_form.h"

#include <fmt/format.h>

#include <cstddef>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::size_t kMaxKeys = 100'000;  // of an account and Region

std::unexpected<Error> no_primary(const kms::Key& key) {
  return failure(ErrorCode::UnsupportedOperation,
                 fmt::format("{} is not a multi-region primary key.", key.arn));
}

}  // namespace

Result<void> check_multi_region_primary(const kms::Key& key) {
  if (key.multi_region() && !key.replica()) return {};
  return no_primary(key);
}

Result<void> check_primary(const kms::Key& key) {
  if (!key.replica()) return {};
  return no_primary(key);
}

Result<void> check_key_limit(const kms::KeyView& view, const kms::Key& key) {
  if (view.count_of(key.account, key.region) < kMaxKeys) return {};
  return failure(ErrorCode::LimitExceeded,
                 "The request was rejected because a quota was exceeded: keys in this account and "
                 "Region.");
}

}  // namespace strongroom::ops::kms_api
