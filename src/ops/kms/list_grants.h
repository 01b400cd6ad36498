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

/// The grants of a key. Any thread. Source: kms contract 9.2.
struct ListGrants {
  static constexpr std::string_view kName = "ListGrants";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::optional<std::string_view> grant_id;
    std::optional<std::string_view> grantee;
    std::optional<std::int64_t> limit;
    std::optional<std::string_view> marker;
  };
  static constexpr auto kInput =
      wire::shape<Input>(key_id_field<&Input::key_id>(),
                         wire::optional<&Input::grant_id>("GrantId", wire::length(1, 128)),
                         wire::optional<&Input::grantee>("GranteePrincipal", wire::length(1, 256)),
                         limit_field<&Input::limit>(), marker_field<&Input::marker>());

  using Output = Page<GrantEntry>;
  static constexpr auto kOutput = page_shape<GrantEntry>("Grants", wire::of(kGrantEntry));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
