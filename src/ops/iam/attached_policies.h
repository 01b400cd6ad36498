#pragma once

#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "ops/iam/action_text.h"
#include "ops/iam/entity_fields.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Managed policies of users, groups and roles. Any thread. Source: iam contract 3.5.
namespace strongroom::ops::iam_api {

template <class E>
struct AttachmentInput {
  std::string_view name;  ///< Of the user, group or role.
  std::string_view policy_arn;
};
template <class E>
inline constexpr auto kAttachmentInput = wire::shape<AttachmentInput<E>>(
    entity_name_field<E, &AttachmentInput<E>::name>(UserNames::UpTo64),
    policy_arn_field<&AttachmentInput<E>::policy_arn>());

/// Once or again: the policy is attached then.
template <class E, ActionText kAction>
struct AttachPolicy {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  using Input = AttachmentInput<E>;
  static constexpr auto kInput = kAttachmentInput<E>;
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using AttachGroupPolicy = AttachPolicy<strongroom::iam::Group, "iam:AttachGroupPolicy">;
using AttachRolePolicy = AttachPolicy<strongroom::iam::Role, "iam:AttachRolePolicy">;
using AttachUserPolicy = AttachPolicy<strongroom::iam::User, "iam:AttachUserPolicy">;

template <class E, ActionText kAction>
struct DetachPolicy {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  using Input = AttachmentInput<E>;
  static constexpr auto kInput = kAttachmentInput<E>;
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using DetachGroupPolicy = DetachPolicy<strongroom::iam::Group, "iam:DetachGroupPolicy">;
using DetachRolePolicy = DetachPolicy<strongroom::iam::Role, "iam:DetachRolePolicy">;
using DetachUserPolicy = DetachPolicy<strongroom::iam::User, "iam:DetachUserPolicy">;

struct AttachedPolicy {
  std::string_view name;
  std::string arn;

  strongroom::iam::ManagedPolicyPtr policy;  ///< Keeps alive what is viewed.
};
inline constexpr auto kAttachedPolicy =
    wire::shape<AttachedPolicy>(wire::member<&AttachedPolicy::name>("PolicyName"),
                                wire::member<&AttachedPolicy::arn>("PolicyArn"));

/// What is attached and lies under a path, by name.
template <class E, ActionText kAction>
struct ListAttachedPolicies {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view name;
    std::optional<std::string_view> path_prefix;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(entity_name_field<E, &Input::name>(UserNames::UpTo64),
                         policy_path_prefix_field<&Input::path_prefix>(),
                         marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<AttachedPolicy>;
  static constexpr auto kOutput =
      page_shape<AttachedPolicy>("AttachedPolicies", wire::of(kAttachedPolicy));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using ListAttachedGroupPolicies =
    ListAttachedPolicies<strongroom::iam::Group, "iam:ListAttachedGroupPolicies">;
using ListAttachedRolePolicies =
    ListAttachedPolicies<strongroom::iam::Role, "iam:ListAttachedRolePolicies">;
using ListAttachedUserPolicies =
    ListAttachedPolicies<strongroom::iam::User, "iam:ListAttachedUserPolicies">;

}  // namespace strongroom::ops::iam_api
