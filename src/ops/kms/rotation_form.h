#pragma once

#include "base/result.h"
#include "kms/key.h"

/// Which keys rotate (kms contract 9.4).
namespace strongroom::ops::kms_api {

/// UnsupportedOperation without a text: only symmetric keys rotate.
Result<void> check_rotates(const kms::Key& key);

/// UnsupportedOperation: material that was imported does not rotate by itself.
Result<void> check_own_material(const kms::Key& key);

}  // namespace strongroom::ops::kms_api
