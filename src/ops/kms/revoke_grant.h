#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/grant_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Takes a grant away, as the one who administers the key. Any thread. Source: kms contract 9.3.
struct RevokeGrant {
  static constexpr std::string_view kName = "RevokeGrant";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::string_view grant_id;
    bool dry_run = false;
  };
  static constexpr auto kInput =
      wire::shape<Input>(key_id_field<&Input::key_id>(),
                         wire::required<&Input::grant_id>("GrantId", wire::length(1, 128)),
                         dry_run_field<&Input::dry_run>());

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
