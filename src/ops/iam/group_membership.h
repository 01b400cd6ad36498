#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

/// Who is in a group (iam contract 3.3). Doing either twice is no error. Any thread.
namespace strongroom::ops::iam_api {

struct GroupAndUser {
  std::string_view group_name;
  std::string_view user_name;
};
inline constexpr auto kGroupAndUser = wire::shape<GroupAndUser>(
    group_name_field<&GroupAndUser::group_name>(), user_name_field<&GroupAndUser::user_name>());

struct AddUserToGroup {
  static constexpr std::string_view kName = "AddUserToGroup";
  static constexpr auto kRecorded = Recorded::Change;

  using Input = GroupAndUser;
  static constexpr auto kInput = kGroupAndUser;

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

struct RemoveUserFromGroup {
  static constexpr std::string_view kName = "RemoveUserFromGroup";
  static constexpr auto kRecorded = Recorded::Change;

  using Input = GroupAndUser;
  static constexpr auto kInput = kGroupAndUser;

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
