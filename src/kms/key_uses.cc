#include "kms/key_uses.h"

#include "kms/key_changes.h"
#include "kms/key_record.h"
#include "kms/store_failure.h"

#include <utility>

namespace strongroom::kms {

Task<Result<KeyUses::Stored>> KeyUses::stored(Bytes store_key) const {
  const auto entry = co_await store_.get(std::move(store_key));
  if (!entry) co_return store_failure(entry.error());
  if (!*entry) co_return Stored{};
  SR_CO_TRY(LastUse use, decode_last_use((*entry)->value));
  co_return Stored{.use = std::move(use), .revision = (*entry)->revision};
}

Task<Result<std::optional<LastUse>>> KeyUses::last_use(KeyPtr key) const {
  // First what waits: it leaves only when it is stored.
  std::optional<LastUse> waiting = recent_.of(key->arn);
  SR_CO_TRY(Stored stored_use, co_await stored(last_use_key(keys_, *key)));
  const bool waiting_is_later = waiting && (!stored_use.use || waiting->at >= stored_use.use->at);
  co_return waiting_is_later ? std::move(waiting) : std::move(stored_use.use);
}

Task<Result<void>> KeyUses::write(std::span<const Used> uses) {
  KeyChange change(keys_);
  bool changes = false;
  for (const auto& [key, use] : uses) {
    SR_CO_TRY(const Stored before, co_await stored(last_use_key(keys_, *key)));
    if (before.use && before.use->at >= use.at) continue;  // another process's
    change.note_use(*key, before.revision, use);
    changes = true;
  }
  if (!changes) co_return {};
  const auto committed = co_await store_.commit(change.take());
  if (!committed) co_return store_failure(committed.error());
  co_return {};
}

Task<Result<std::optional<Timestamp>>> KeyUses::stored_start() const {
  const auto entry = co_await store_.get(tracking_start_key(keys_));
  if (!entry) co_return store_failure(entry.error());
  if (!*entry) co_return std::nullopt;
  SR_CO_TRY(const Timestamp start, decode_tracking_start((*entry)->value));
  co_return start;
}

Task<Result<Timestamp>> KeyUses::tracked_since() const {
  SR_CO_TRY(const std::optional<Timestamp> start, co_await stored_start());
  co_return start.value_or(started_);
}

Task<Result<void>> KeyUses::write_start() {
  SR_CO_TRY(const std::optional<Timestamp> start, co_await stored_start());
  if (start) co_return {};
  const Bytes key = tracking_start_key(keys_);
  store::Transaction transaction;
  transaction.expects.push_back({.key = key, .revision = 0});
  transaction.writes.push_back({.key = key, .value = encode_tracking_start(started_)});
  const auto committed = co_await store_.commit(std::move(transaction));
  if (!committed && committed.error().code() != ErrorCode::Conflict) {
    co_return store_failure(committed.error());
  }
  co_return {};
}

}  // namespace strongroom::kms
