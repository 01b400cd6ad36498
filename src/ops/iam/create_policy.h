#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/policy_description.h"
#include "ops/iam/tag_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Makes a customer managed policy. Any thread. Source: iam contract 3.5.
struct CreatePolicy {
  static constexpr std::string_view kName = "CreatePolicy";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view policy_name;
    std::optional<std::string_view> path;
    std::string_view document;
    std::optional<std::string_view> description;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      policy_name_field<&Input::policy_name>(),
      wire::optional<&Input::path>("Path", wire::length(1, 512), wire::policy_path_pattern()),
      policy_document_field<&Input::document>(),
      wire::optional<&Input::description>("Description", wire::length(0, 1000)),
      wire::optional<&Input::tags>("Tags", wire::size(0, 50), wire::of(kTag)));

  struct Output {
    PolicyDescription policy;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::policy>("Policy", wire::of(kPolicyDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
