#pragma once

#include "iam/directory.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace strongroom::ops::iam_api {

/// How often each managed policy is used in an account, counted in one walk over its users, groups
/// and roles. One thread.
class PolicyUsage {
 public:
  struct Counts {
    std::int64_t attachments = 0;
    std::int64_t boundaries = 0;
  };

  PolicyUsage(const strongroom::iam::Directory& directory, std::string_view account);
  PolicyUsage(const PolicyUsage&) = delete;
  PolicyUsage& operator=(const PolicyUsage&) = delete;

  Counts of(std::string_view arn) const;

 private:
  // They keep alive the ARNs that are viewed.
  std::vector<strongroom::iam::UserPtr> users_;
  std::vector<strongroom::iam::GroupPtr> groups_;
  std::vector<strongroom::iam::RolePtr> roles_;
  std::unordered_map<std::string_view, Counts> counts_;
};

}  // namespace strongroom::ops::iam_api
