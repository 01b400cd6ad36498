#include "iam/callers.h"

#include "iam/access_keys.h"

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

}  // namespace strongroom::iam
