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
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Inline policies of users, groups and roles. Any thread. Source: iam contract 3.6.
namespace strongroom::ops::iam_api {

/// Takes the place of one of the same name.
template <class E, ActionText kAction>
struct PutInlinePolicy {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view name;
    std::string_view policy_name;
    std::string_view document;
  };
  static constexpr auto kInput = wire::shape<Input>(
      entity_name_field<E, &Input::name>(UserNames::UpTo128),
      policy_name_field<&Input::policy_name>(), policy_document_field<&Input::document>());
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using PutGroupPolicy = PutInlinePolicy<strongroom::iam::Group, "iam:PutGroupPolicy">;
using PutRolePolicy = PutInlinePolicy<strongroom::iam::Role, "iam:PutRolePolicy">;
using PutUserPolicy = PutInlinePolicy<strongroom::iam::User, "iam:PutUserPolicy">;

/// Names one inline policy.
template <class E>
struct InlinePolicyInput {
  std::string_view name;  ///< Of the user, group or role.
  std::string_view policy_name;
};
template <class E>
inline constexpr auto kInlinePolicyInput = wire::shape<InlinePolicyInput<E>>(
    entity_name_field<E, &InlinePolicyInput<E>::name>(UserNames::UpTo128),
    policy_name_field<&InlinePolicyInput<E>::policy_name>());

template <class E, ActionText kAction>
struct GetInlinePolicy {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Read;

  using Input = InlinePolicyInput<E>;
  static constexpr auto kInput = kInlinePolicyInput<E>;
  struct Output {
    std::string_view name;
    std::string_view policy_name;
    std::string_view document;

    std::shared_ptr<const E> entity;  ///< Keeps alive what is viewed.
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::name>(kNameMember<E>), wire::member<&Output::policy_name>("PolicyName"),
      wire::member<&Output::document>("PolicyDocument", wire::url_encoded()));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using GetGroupPolicy = GetInlinePolicy<strongroom::iam::Group, "iam:GetGroupPolicy">;
using GetRolePolicy = GetInlinePolicy<strongroom::iam::Role, "iam:GetRolePolicy">;
using GetUserPolicy = GetInlinePolicy<strongroom::iam::User, "iam:GetUserPolicy">;

template <class E, ActionText kAction>
struct DeleteInlinePolicy {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  using Input = InlinePolicyInput<E>;
  static constexpr auto kInput = kInlinePolicyInput<E>;
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using DeleteGroupPolicy = DeleteInlinePolicy<strongroom::iam::Group, "iam:DeleteGroupPolicy">;
using DeleteRolePolicy = DeleteInlinePolicy<strongroom::iam::Role, "iam:DeleteRolePolicy">;
using DeleteUserPolicy = DeleteInlinePolicy<strongroom::iam::User, "iam:DeleteUserPolicy">;

/// The names of all, in order.
template <class E, ActionText kAction>
struct ListInlinePolicies {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view name;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(entity_name_field<E, &Input::name>(UserNames::UpTo128),
                         marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<std::string>;
  static constexpr auto kOutput = page_shape<std::string>("PolicyNames");

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using ListGroupPolicies = ListInlinePolicies<strongroom::iam::Group, "iam:ListGroupPolicies">;
using ListRolePolicies = ListInlinePolicies<strongroom::iam::Role, "iam:ListRolePolicies">;
using ListUserPolicies = ListInlinePolicies<strongroom::iam::User, "iam:ListUserPolicies">;

}  // namespace strongroom::ops::iam_api
