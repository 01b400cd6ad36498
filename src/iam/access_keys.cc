#include "iam/access_keys.h"

#include <fmt/format.h>

namespace strongroom::iam {

policy::Principal root_of(std::string_view account) {
  return {.account = std::string(account),
          .arn = fmt::format("arn:aws:iam::{}:root", account),
          .root = true};
}

void AccessKeys::add(AccessKeyPtr key) {
  const std::lock_guard lock(mutex_);
  keys_.erase(key->id);  // its view would outlive it
  keys_.emplace(key->id, key);
}

AccessKeyPtr AccessKeys::find(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : found->second;
}

}  // namespace strongroom::iam
