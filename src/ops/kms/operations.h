#pragma once

#include "ops/operation.h"

#include <span>

namespace strongroom::ops::kms_api {

/// Of version 2014-11-01, what docs/compatibility-kms.md names.
std::span<const OperationEntry> operations();

}  // namespace strongroom::ops::kms_api
