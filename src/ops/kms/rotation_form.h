#pragma once

#include "base/result.h"
#include "kms/key.h"

namespace strongroom::ops::kms_api {

/// UnsupportedOperation without a text: only symmetric keys rotate (kms contract 9.4).
inline Result<void> check_rotates(const kms::Key& key) {
  if (key.kind->symmetric()) return {};
  return failure(ErrorCode::UnsupportedOperation, "");
}

}  // namespace strongroom::ops::kms_api
