#include "iam/administrator.h"

#include "base/arn.h"
#include "iam/unique_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace strongroom::iam {
namespace {

constexpr std::string_view kName = "admin";

bool administers(const Directory& directory, const User& user) {
  if (user.permissions.is_attached(kAdministratorAccess)) return true;
  return std::ranges::any_of(user.groups, [&](const std::string& id) {
    const GroupPtr group = directory.find_by_id<Group>(id);
    return group && group->permissions.is_attached(kAdministratorAccess);
  });
}

std::string free_name(const Directory& directory, std::string_view account) {
  std::string name(kName);
  for (int number = 2; directory.find<User>(account, name); ++number) {
    name = fmt::format("{}-{}", kName, number);
  }
  return name;
}

User administrator(const Basis& basis, std::string_view account) {
  User user;
  user.account = account;
  user.name = free_name(basis.directory, account);
  user.id = new_unique_id(kUserId, account);
  user.created = basis.now;
  user.permissions.attached.emplace_back(kAdministratorAccess);
  return user;
}

AccessKey first_key(const Basis& basis, const User& user) {
  return {.id = new_access_key_id(kAccessKeyId, user.account),
          .secret = new_secret_access_key(),
          .principal = {.account = user.account, .arn = user.arn(), .root = false},
          .owner = user.id,
          .created = basis.now};
}

}  // namespace

UserPtr find_administrator(const Directory& directory, std::string_view account) {
  for (UserPtr& user : directory.all<User>(account)) {
    if (administers(directory, *user)) return std::move(user);
  }
  return nullptr;
}

Result<Change<AccessKey>> create_administrator(const Basis& basis, std::string_view id) {
  if (!is_account_id(id)) {
    return failure(ErrorCode::InvalidInput, fmt::format("'{}' is not 12 digits.", id));
  }
  SR_CHECK(
      check_room_for_one(basis.directory.count<User>(id), "UsersPerAccount", basis.quotas.users));
  ChangeBuilder builder(basis.keys);
  if (basis.directory.account(id) == nullptr) {
    Account account;
    account.id = id;
    account.created = basis.now;
    builder.create(account);
  }
  User user = administrator(basis, id);
  AccessKey key = first_key(basis, user);
  user.access_keys.push_back(key.id);
  builder.create(user);
  builder.create(key);
  return builder.take<AccessKey>(std::make_shared<const AccessKey>(std::move(key)));
}

}  // namespace strongroom::iam
