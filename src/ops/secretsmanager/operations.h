#pragma once

#include "ops/operation.h"

#include <span>

namespace strongroom::ops::secretsmanager {

/// The whole API, version 2017-10-17, in alphabetical order.
std::span<const OperationEntry> operations();

}  // namespace strongroom::ops::secretsmanager
