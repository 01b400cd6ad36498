#pragma once

#include "iam/entities.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::sts {

/// A role session as its principal (iam contract 4.2).
struct AssumedRoleUser {
  std::string id;
  std::string arn;
};
inline constexpr auto kAssumedRoleUser =
    wire::shape<AssumedRoleUser>(wire::member<&AssumedRoleUser::id>("AssumedRoleId"),
                                 wire::member<&AssumedRoleUser::arn>("Arn"));

AssumedRoleUser assumed_role_user(const iam::Role& role, std::string_view session_name);

}  // namespace strongroom::ops::sts
