#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace strongroom::ops::cloudtrail {

/// The name of an operation as a template argument.
struct OperationName {
  template <std::size_t N>
  consteval OperationName(const char (&text)[N]) : size(N - 1) {
    std::copy_n(text, N, characters.begin());
  }
  constexpr std::string_view view() const { return {characters.data(), size}; }

  std::array<char, 32> characters{};
  std::size_t size;
};

struct RefusedInput {
  std::string_view name;
};
struct RefusedOutput {};

Result<policy::AccessRequest> access_to_trails(OperationContext& context,
                                               std::string_view operation);
Error trail_is_the_operators();

/// What would change or stop the trail: only the operator's settings do (cloudtrail contract 6).
/// Any thread.
template <OperationName kOperation>
struct RefusedTrailOperation {
  static constexpr std::string_view kName = kOperation.view();
  static constexpr auto kRecorded = Recorded::Change;

  using Input = RefusedInput;
  static constexpr auto kInput = wire::shape<Input>(wire::required<&Input::name>("Name"));
  using Output = RefusedOutput;
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input&) {
    return access_to_trails(context, kName);
  }
  static Task<Result<Output>> handle(OperationContext&, const Input&) {
    co_return std::unexpected(trail_is_the_operators());
  }
};
using CreateTrail = RefusedTrailOperation<"CreateTrail">;
using UpdateTrail = RefusedTrailOperation<"UpdateTrail">;
using DeleteTrail = RefusedTrailOperation<"DeleteTrail">;
using StartLogging = RefusedTrailOperation<"StartLogging">;
using StopLogging = RefusedTrailOperation<"StopLogging">;

}  // namespace strongroom::ops::cloudtrail
