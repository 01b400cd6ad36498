#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/grant_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// A permission on a key for one principal. Any thread. Source: kms contract 9.1.
struct CreateGrant {
  static constexpr std::string_view kName = "CreateGrant";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view key_id;
    std::string_view grantee;
    std::optional<std::string_view> retiring;
    std::span<const std::string_view> operations;
    std::optional<GrantConstraints> constraints;
    GrantTokens grant_tokens;
    std::optional<std::string_view> name;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::required<&Input::grantee>("GranteePrincipal", wire::length(1, 256)),
      wire::optional<&Input::retiring>("RetiringPrincipal", wire::length(1, 256)),
      wire::required<&Input::operations>("Operations", wire::size(1),
                                         wire::each(wire::one_of(kms::kGrantOperationNames))),
      wire::optional<&Input::constraints>("Constraints", wire::of(kGrantConstraints)),
      grant_tokens_field<&Input::grant_tokens>(),
      wire::optional<&Input::name>("Name", wire::length(1, 256), grant_name_pattern()),
      dry_run_field<&Input::dry_run>());

  struct Output {
    std::string grant_token;
    std::string grant_id;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::grant_token>("GrantToken", wire::unrecorded()),
                          wire::member<&Output::grant_id>("GrantId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
