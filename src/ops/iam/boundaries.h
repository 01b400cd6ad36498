#pragma once

#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "ops/iam/action_text.h"
#include "ops/iam/entity_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

/// Permissions boundaries of users and roles. Any thread. Source: iam contract 3.7.
namespace strongroom::ops::iam_api {

/// Takes the place of the former one.
template <class E, ActionText kAction>
struct PutBoundary {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view name;
    std::string_view boundary;
  };
  static constexpr auto kInput = wire::shape<Input>(
      entity_name_field<E, &Input::name>(UserNames::UpTo64),
      wire::required<&Input::boundary>("PermissionsBoundary", wire::length(20, 2048)));
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using PutRolePermissionsBoundary =
    PutBoundary<strongroom::iam::Role, "iam:PutRolePermissionsBoundary">;
using PutUserPermissionsBoundary =
    PutBoundary<strongroom::iam::User, "iam:PutUserPermissionsBoundary">;

/// Once or again: there is none then.
template <class E, ActionText kAction>
struct DeleteBoundary {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view name;
  };
  static constexpr auto kInput =
      wire::shape<Input>(entity_name_field<E, &Input::name>(UserNames::UpTo64));
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using DeleteRolePermissionsBoundary =
    DeleteBoundary<strongroom::iam::Role, "iam:DeleteRolePermissionsBoundary">;
using DeleteUserPermissionsBoundary =
    DeleteBoundary<strongroom::iam::User, "iam:DeleteUserPermissionsBoundary">;

}  // namespace strongroom::ops::iam_api
