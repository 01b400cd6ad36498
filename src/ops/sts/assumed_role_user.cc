#include "ops/sts/assumed_role_user.h"

#include <fmt/format.h>

namespace strongroom::ops::sts {

AssumedRoleUser assumed_role_user(const iam::Role& role, std::string_view session_name) {
  return {.id = fmt::format("{}:{}", role.id, session_name),
          .arn = fmt::format("arn:aws:sts::{}:assumed-role/{}/{}", role.account, role.name,
                             session_name)};
}

}  // namespace strongroom::ops::sts
