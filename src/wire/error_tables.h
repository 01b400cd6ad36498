#pragma once

#include "base/error.h"
#include "wire/error_names.h"
#include "wire/service.h"

#include <span>

/// The tables behind error_names.h.
namespace strongroom::wire {

struct ErrorRow {
  ErrorCode code;
  ErrorName name;
};

/// A service's own exceptions; what is missing belongs to the front end.
std::span<const ErrorRow> own_errors(Service service);

/// What all services of a protocol share.
std::span<const ErrorRow> front_end_errors(Protocol protocol);

}  // namespace strongroom::wire
