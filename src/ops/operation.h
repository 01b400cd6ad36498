#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"

#include <concepts>
#include <string_view>

namespace strongroom::ops {

/// One operation of an API: plain input and output with their tables (wire/shape.h), what it needs
/// to be allowed, and the function that does it.
///   access  resolves the resource into `context.secret` and names it with the condition keys of
///   the
///           request; no I/O. The pipeline decides on it before `handle`.
///   kUnsigned  true for calls that need no signature; may be absent.
///   handle  does it. Conflict: somebody was faster; the pipeline starts again at `access`.
template <class T>
concept Operation = requires(OperationContext& context, const typename T::Input& input) {
  { T::kName } -> std::convertible_to<std::string_view>;
  T::kInput.fields;
  T::kOutput.fields;
  { T::access(context, input) } -> std::same_as<Result<policy::AccessRequest>>;
  { T::handle(context, input) } -> std::same_as<Task<Result<typename T::Output>>>;
};

/// All operations of one API.
template <Operation... Operations>
struct OperationList {};

}  // namespace strongroom::ops
