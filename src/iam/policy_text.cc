#include "iam/policy_text.h"

#include "iam/compiled_policy.h"

#include <algorithm>
#include <functional>

namespace strongroom::iam {

PolicyTextPtr PolicyPool::share(std::string_view source, std::string_view text) {
  const std::hash<std::string_view> hash_of;
  const std::size_t hash = hash_of(text) * 31 + hash_of(source);
  const auto same = [&](const PolicyTextPtr& held) {
    return held && held->text == text && held->source == source;
  };
  {
    const std::lock_guard lock(mutex_);
    const auto found = texts_.find(hash);
    PolicyTextPtr held = found == texts_.end() ? nullptr : found->second.lock();
    if (same(held)) return held;
  }
  // Compiled without the lock; whoever did the same meanwhile wins.
  auto made = std::make_shared<const PolicyText>(
      PolicyText{.source = std::string(source),
                 .text = std::string(text),
                 .compiled = compile_policy(text, std::string(source))});
  const std::lock_guard lock(mutex_);
  std::weak_ptr<const PolicyText>& place = texts_[hash];
  if (PolicyTextPtr held = place.lock()) return same(held) ? held : made;
  place = made;
  if (texts_.size() >= sweep_at_) forget_unused();
  return made;
}

void PolicyPool::forget_unused() {
  std::erase_if(texts_, [](const auto& entry) { return entry.second.expired(); });
  // As many again before the next sweep: its cost is spread over those that came.
  sweep_at_ = std::max<std::size_t>(64, texts_.size() * 2);
}

std::size_t PolicyPool::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::ranges::count_if(texts_, [](const auto& entry) { return !entry.second.expired(); }));
}

}  // namespace strongroom::iam
