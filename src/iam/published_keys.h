#pragma once

#include "base/clock.h"
#include "base/executor.h"
#include "base/http_client.h"
#include "base/result.h"
#include "base/task.h"
#include "iam/key_set_fetch.h"
#include "iam/web_identity_token.h"

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::iam {

/// The keys that identity providers publish, fetched when a token needs them and kept for as long
/// as the provider says, within bounds (iam contract 3.9). Any thread.
class PublishedKeys {
 public:
  static constexpr std::size_t kMostProviders = 1000;
  static constexpr std::size_t kMostWaiting = 1000;  ///< For one provider.
  static constexpr std::chrono::minutes kShortestAge{5};
  static constexpr std::chrono::hours kUsualAge{1};
  /// Beyond it no keys are used, also when the provider can't be reached.
  static constexpr std::chrono::hours kLongestAge{24};
  /// Between two fetches from one provider, however they ended and whatever keys are asked for.
  static constexpr std::chrono::seconds kPause{10};

  /// `client` outlives it.
  explicit PublishedKeys(HttpClient& client) : client_(client) {}

  /// Those of `provider` for `token`, fetched when they are too old or have no key for it. Null:
  /// the provider publishes none. Errors: IdentityProviderUnreachable; InvalidIdentityToken when
  /// nobody vouches for its certificate; Throttled.
  Task<Result<KeySetPtr>> find(OidcProviderPtr provider, const WebIdentityToken& token,
                               Timestamp now);

 private:
  struct Waiter {
    std::coroutine_handle<> coroutine;
    Executor* executor;
  };
  /// Guarded by mutex_.
  struct Entry {
    FetchedKeySet known;
    Timestamp fetched;
    Timestamp fresh_until;
    std::optional<Timestamp> tried;
    std::optional<KeySetFailure> last_failure;  // nothing: the last try went well
    bool fetching = false;
    std::vector<Waiter> waiters;
    Timestamp used;

    bool wants_fetch(const WebIdentityToken& token, Timestamp now) const;
    Result<KeySetPtr> answer(Timestamp now) const;
    void take(std::expected<FetchedKeySet, KeySetFailure> outcome, Timestamp now);
  };
  using EntryPtr = std::shared_ptr<Entry>;
  /// Suspends until the fetch that is under way has ended.
  struct FetchEnd;

  EntryPtr entry_of(const OidcProvider& provider, Timestamp now);
  void make_room();
  Task<void> fetch(EntryPtr entry, OidcProviderPtr provider, Timestamp now);

  HttpClient& client_;
  std::mutex mutex_;
  std::map<std::string, EntryPtr> entries_;  // guarded by mutex_
};

}  // namespace strongroom::iam
