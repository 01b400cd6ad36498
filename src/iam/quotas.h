#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace strongroom::iam {

/// How much one account may hold; what AWS gives at first (iam contract 1.4).
struct Quotas {
  std::size_t users = 5000;
  std::size_t groups = 300;
  std::size_t roles = 1000;
  std::size_t policies = 1500;
  std::size_t oidc_providers = 100;
  std::size_t groups_per_user = 10;
  std::size_t access_keys_per_user = 2;
  std::size_t policies_per_user = 10;
  std::size_t policies_per_group = 10;
  std::size_t policies_per_role = 10;
  std::size_t versions_per_policy = 5;
  std::size_t client_ids_per_provider = 100;
  std::size_t thumbprints_per_provider = 5;
  std::size_t tags = 50;
  // Sizes of documents, in characters that are not white space.
  std::size_t policy_size = 6144;
  std::size_t inline_size_per_user = 2048;
  std::size_t inline_size_per_group = 5120;
  std::size_t inline_size_per_role = 10240;
  std::size_t trust_policy_size = 2048;
};

/// `Cannot exceed quota for UsersPerAccount: 5000`
std::unexpected<Error> quota_exceeded(std::string_view quota, std::size_t limit);

/// Refuses with `quota_exceeded` when one more than `present` is more than `limit`.
Result<void> check_room_for_one(std::size_t present, std::string_view quota, std::size_t limit);

}  // namespace strongroom::iam
