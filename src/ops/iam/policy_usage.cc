#include "ops/iam/policy_usage.h"

#include <string>

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;
using strongroom::iam::Role;
using strongroom::iam::User;

PolicyUsage::PolicyUsage(const strongroom::iam::Directory& directory, std::string_view account)
    : users_(directory.all<User>(account)),
      groups_(directory.all<Group>(account)),
      roles_(directory.all<Role>(account)) {
  const auto count = [this](const auto& entities) {
    for (const auto& entity : entities) {
      for (const std::string& arn : entity->permissions.attached) ++counts_[arn].attachments;
      if constexpr (requires { entity->boundary; }) {
        if (!entity->boundary.empty()) ++counts_[entity->boundary].boundaries;
      }
    }
  };
  count(users_);
  count(groups_);
  count(roles_);
}

PolicyUsage::Counts PolicyUsage::of(std::string_view arn) const {
  const auto found = counts_.find(arn);
  return found == counts_.end() ? Counts{} : found->second;
}

}  // namespace strongroom::ops::iam_api
