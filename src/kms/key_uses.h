#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "keyring/key_space.h"
#include "kms/key.h"
#include "kms/last_use.h"
#include "kms/recent_key_uses.h"
#include "store/store.h"

#include <optional>
#include <span>

namespace strongroom::kms {

/// When and by what keys were used last, in memory and in the store (kms contract 9.6). Any thread.
class KeyUses {
 public:
  /// `now`: nothing earlier is known to this process. `store` is the sealed one; it and `keys`
  /// outlive this object.
  KeyUses(store::Store& store, const keyring::KeySpace& keys, Timestamp now)
      : store_(store), keys_(keys), started_(now) {}

  RecentKeyUses& recent() { return recent_; }

  /// Nothing: not used since `tracked_since`. Errors of this and the next: the store's.
  Task<Result<std::optional<LastUse>>> last_use(KeyPtr key) const;
  /// When noting uses began in this store: the start of the first process that did so.
  Task<Result<Timestamp>> tracked_since() const;

  struct Used {
    KeyPtr key;
    LastUse use;
  };
  /// Stores those that are later than what is stored, in one commit. Conflict: one of the keys was
  /// changed or destroyed meanwhile; nothing was written. Not more than some hundred at once.
  Task<Result<void>> write(std::span<const Used> uses);
  /// Stores `tracked_since`, once for all.
  Task<Result<void>> write_start();

 private:
  /// With the revision that it was read at; 0 when there is none.
  struct Stored {
    std::optional<LastUse> use;
    store::Revision revision = 0;
  };
  Task<Result<Stored>> stored(Bytes store_key) const;
  Task<Result<std::optional<Timestamp>>> stored_start() const;

  store::Store& store_;
  const keyring::KeySpace& keys_;
  const Timestamp started_;
  RecentKeyUses recent_;
};

}  // namespace strongroom::kms
