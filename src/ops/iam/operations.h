#pragma once

#include "ops/operation.h"

#include <span>

namespace strongroom::ops::iam_api {

/// Of version 2010-05-08, what iam contract 3 has.
std::span<const OperationEntry> operations();

}  // namespace strongroom::ops::iam_api
