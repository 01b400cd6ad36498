#pragma once

#include "ops/operation.h"

#include <span>

namespace strongroom::ops::cloudtrail {

/// Of version 2013-11-01, what cloudtrail contract 6 has.
std::span<const OperationEntry> operations();

}  // namespace strongroom::ops::cloudtrail
