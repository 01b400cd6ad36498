#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/operation.h"
#include "wire/service.h"

#include <string_view>

namespace strongroom::gateway {

/// Runs one operation of `service`: decode, access, decide, handle, encode. `body` is the
/// request's, or its form; the answer's body is appended to `answer` when the operation succeeds.
Task<Result<void>> run(const ops::OperationEntry& operation, wire::Service service,
                       ops::OperationContext& context, std::string_view body, ArenaText& answer);

}  // namespace strongroom::gateway
