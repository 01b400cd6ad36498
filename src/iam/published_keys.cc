#include "iam/published_keys.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace strongroom::iam {
namespace {

/// Accounts that take the same certificates for the same provider share its keys.
std::string entry_name(const OidcProvider& provider) {
  return fmt::format("{} {}", provider.name, fmt::join(provider.thumbprints, " "));
}

}  // namespace

bool PublishedKeys::Entry::wants_fetch(const WebIdentityToken& token, Timestamp now) const {
  if (tried && now >= *tried && now < *tried + kPause) return false;
  if (known.keys == nullptr || now >= fresh_until) return true;
  return known.keys->find(token.key_id, token.algorithm) == nullptr;
}

Result<KeySetPtr> PublishedKeys::Entry::answer(Timestamp now) const {
  if (known.keys != nullptr && now < fetched + kLongestAge) return known.keys;
  if (last_failure == KeySetFailure::Unreachable) {
    return failure(ErrorCode::IdentityProviderUnreachable,
                   "The identity provider that was asked to verify the incoming identity token "
                   "could not be reached.");
  }
  if (last_failure == KeySetFailure::Untrusted) {
    return failure(
        ErrorCode::InvalidIdentityToken,
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
  }
  return nullptr;
}

void PublishedKeys::Entry::take(std::expected<FetchedKeySet, KeySetFailure> outcome,
                                Timestamp now) {
  fetching = false;
  if (!outcome) {
    last_failure = outcome.error();
    return;
  }
  last_failure.reset();
  known = *std::move(outcome);
  fetched = now;
  fresh_until = now + std::clamp<std::chrono::seconds>(known.max_age.value_or(kUsualAge),
                                                       kShortestAge, kLongestAge);
}

struct PublishedKeys::FetchEnd {
  PublishedKeys& keys;
  Entry& entry;

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> waiting) const {
    const std::lock_guard lock(keys.mutex_);
    if (entry.fetching) entry.waiters.push_back({waiting, Executor::current()});
    return entry.fetching;
  }
  void await_resume() const noexcept {}
};

Task<Result<KeySetPtr>> PublishedKeys::find(OidcProviderPtr provider, const WebIdentityToken& token,
                                            Timestamp now) {
  bool leads = false;
  EntryPtr entry;
  {
    const std::lock_guard lock(mutex_);
    entry = entry_of(*provider, now);
    if (!entry->fetching) {
      if (!entry->wants_fetch(token, now)) co_return entry->answer(now);
      entry->fetching = leads = true;
      entry->tried = now;
    } else if (entry->waiters.size() >= kMostWaiting) {
      co_return failure(ErrorCode::Throttled, "Rate exceeded");
    }
  }
  if (leads) {
    co_await fetch(entry, std::move(provider), now);
  } else {
    co_await FetchEnd(*this, *entry);
  }
  const std::lock_guard lock(mutex_);
  co_return entry->answer(now);
}

Task<void> PublishedKeys::fetch(EntryPtr entry, OidcProviderPtr provider, Timestamp now) {
  auto outcome = co_await fetch_key_set(client_, std::move(provider), entry->known);
  std::vector<Waiter> waiters;
  {
    const std::lock_guard lock(mutex_);
    entry->take(std::move(outcome), now);
    waiters.swap(entry->waiters);
  }
  for (const Waiter& waiter : waiters) resume_on(waiter.executor, waiter.coroutine);
}

PublishedKeys::EntryPtr PublishedKeys::entry_of(const OidcProvider& provider, Timestamp now) {
  const std::string name = entry_name(provider);
  auto found = entries_.find(name);
  if (found == entries_.end()) {
    make_room();
    found = entries_.emplace(name, std::make_shared<Entry>()).first;
  }
  found->second->used = now;
  return found->second;
}

/// Those of a provider that is not asked for any more go first.
void PublishedKeys::make_room() {
  if (entries_.size() < kMostProviders) return;
  const auto oldest =
      std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second->used; });
  entries_.erase(oldest);
}

}  // namespace strongroom::iam
