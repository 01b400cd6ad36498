#include "iam/access_keys.h"

#include <fmt/format.h>

namespace strongroom::iam {

AccessKey AccessKey::clone() const {
  return {.id = id,
          .secret = secret.clone(),
          .principal = principal,
          .owner = owner,
          .created = created,
          .active = active,
          .caller = caller,
          .key = key,
          .revision = revision};
}

policy::Principal root_of(std::string_view account) {
  return {.account = std::string(account),
          .arn = fmt::format("arn:aws:iam::{}:root", account),
          .root = true};
}

void AccessKeys::add(AccessKeyPtr key) {
  AccessKeyPtr former;  // freed when the lock is gone
  const std::lock_guard lock(mutex_);
  if (const auto found = keys_.find(key->id); found != keys_.end()) {
    former = std::move(found->second);
    keys_.erase(found);  // its view would outlive it
  }
  const std::string_view id = key->id;
  keys_.emplace(id, std::move(key));
}

void AccessKeys::erase(std::string_view id) {
  AccessKeyPtr former;
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  if (found == keys_.end()) return;
  former = std::move(found->second);
  keys_.erase(found);
}

AccessKeyPtr AccessKeys::find(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : found->second;
}

std::size_t AccessKeys::size() const {
  const std::shared_lock lock(mutex_);
  return keys_.size();
}

}  // namespace strongroom::iam
