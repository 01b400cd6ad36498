#pragma once

#include "base/error.h"

#include <expected>
#include <utility>

namespace strongroom {

template <class T>
using Result = std::expected<T, Error>;

/// `return failure(ErrorCode::InvalidParameter, "...")` from a function that returns a Result.
inline std::unexpected<Error> failure(ErrorCode code, std::string message) {
  return std::unexpected<Error>(std::in_place, code, std::move(message));
}

}  // namespace strongroom

#define SR_JOIN_(a, b) a##b
#define SR_JOIN(a, b) SR_JOIN_(a, b)

#define SR_TRY_(result, leave, declaration, expression)          \
  auto result = (expression);                                    \
  if (!result) leave std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)

/// Binds the value of `expression`, a Result, to `declaration`, or leaves the function with its
/// error.
#define SR_TRY(declaration, expression) \
  SR_TRY_(SR_JOIN(sr_result_, __LINE__), return, declaration, expression)
/// The same inside a coroutine; `expression` may contain co_await.
#define SR_CO_TRY(declaration, expression) \
  SR_TRY_(SR_JOIN(sr_result_, __LINE__), co_return, declaration, expression)

/// Leaves the function when `expression`, a Result<void>, failed.
#define SR_CHECK(expression) \
  if (auto sr_check = (expression); !sr_check) return std::unexpected(std::move(sr_check).error())
/// The same inside a coroutine; `expression` may contain co_await.
#define SR_CO_CHECK(expression)                \
  if (auto sr_check = (expression); !sr_check) \
  co_return std::unexpected(std::move(sr_check).error())
