#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/grant_form.h"
#include "ops/kms/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

/// The grants that a principal may retire, of all keys of the account and Region. Any thread.
/// Source: kms contract 9.2.
struct ListRetirableGrants {
  static constexpr std::string_view kName = "ListRetirableGrants";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view retiring;
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::retiring>("RetiringPrincipal", wire::length(1, 256)),
      limit_field<&Input::limit>(), marker_field<&Input::marker>());

  using Output = Page<GrantEntry>;
  static constexpr auto kOutput = page_shape<GrantEntry>("Grants", wire::of(kGrantEntry));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
