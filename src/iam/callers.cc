#include "iam/callers.h"

#include "iam/access_keys.h"

#include <fmt/format.h>

namespace strongroom::iam {

CallerPtr root_caller(std::string_view account) {
  auto caller = std::make_shared<policy::Caller>();
  caller->kind = policy::Caller::Kind::Root;
  caller->account = account;
  caller->arn = root_of(account).arn;
  caller->user_id = account;
  return caller;
}

CallerPtr user_caller(const User& user) {
  auto caller = std::make_shared<policy::Caller>();
  caller->kind = policy::Caller::Kind::User;
  caller->account = user.account;
  caller->arn = user.arn();
  caller->unique_id = user.id;
  caller->user_id = user.id;
  caller->user_name = user.name;
  caller->tags = user.tags;
  return caller;
}

policy::Caller role_session(const Role& role, std::string_view name) {
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::RoleSession;
  caller.account = role.account;
  caller.parent_arn = role.arn();
  caller.arn = caller.parent_arn;
  caller.unique_id = role.id;
  if (!name.empty()) {
    caller.arn = fmt::format("arn:aws:sts::{}:assumed-role/{}/{}", role.account, role.name, name);
    caller.user_id = fmt::format("{}:{}", role.id, name);
  }
  caller.tags = role.tags;
  caller.temporary = true;
  return caller;
}

}  // namespace strongroom::iam
