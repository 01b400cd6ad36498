#include "ops/iam/login_profile_description.h"

#include <utility>

namespace strongroom::ops::iam_api {

LoginProfileOutput shown_login(strongroom::iam::UserPtr user) {
  LoginProfileDescription profile;
  profile.user_name = user->name;
  profile.created = user->login->created;
  profile.reset_required = user->login->reset_required;
  profile.user = std::move(user);
  return {.login_profile = std::move(profile)};
}

}  // namespace strongroom::ops::iam_api
