#pragma once

#include "ops/operation.h"
#include "wire/service.h"

#include <span>
#include <string_view>

namespace strongroom::gateway {

/// All operations of a service; empty when the service is not there.
std::span<const ops::OperationEntry> operations_of(wire::Service service);

/// Null when the service has no such operation.
const ops::OperationEntry* find_operation(wire::Service service, std::string_view name);

}  // namespace strongroom::gateway
