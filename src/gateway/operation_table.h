#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "wire/service.h"

#include <string_view>

namespace strongroom::gateway {

/// One operation as the pipeline sees it: decode, access, decide, handle, encode.
struct OperationEntry {
  std::string_view name;
  /// `body` is the request's; the answer's body is appended to `answer` when it succeeds.
  Task<Result<void>> (*run)(ops::OperationContext& context, std::string_view body,
                            ArenaText& answer);
  bool is_unsigned = false;  ///< Brings a token of its own instead of a signature.
};

/// All operations of a service; empty when the service is not there.
std::span<const OperationEntry> operations_of(wire::Service service);

/// Null when the service has no such operation.
const OperationEntry* find_operation(wire::Service service, std::string_view name);

}  // namespace strongroom::gateway
