#include "ops/kms/rotation_form.h"

#include <fmt/format.h>

namespace strongroom::ops::kms_api {

Result<void> check_rotates(const kms::Key& key) {
  if (key.kind->symmetric()) return {};
  return failure(ErrorCode::UnsupportedOperation, "");
}

Result<void> check_own_material(const kms::Key& key) {
  if (!key.external()) return {};
  return failure(
      ErrorCode::UnsupportedOperation,
      fmt::format("{} origin is EXTERNAL which is not valid for this operation.", key.arn));
}

}  // namespace strongroom::ops::kms_api
