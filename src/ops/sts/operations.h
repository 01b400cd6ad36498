#pragma once

#include "ops/operation.h"

#include <span>

namespace strongroom::ops::sts {

/// Of version 2011-06-15, what iam contract 4 has.
std::span<const OperationEntry> operations();

}  // namespace strongroom::ops::sts
