#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "kms/grant.h"
#include "kms/key.h"
#include "kms/last_use.h"
#include "store/store.h"

#include <span>
#include <string_view>
#include <vector>

/// Changes of keys and what belongs to them, computed and not committed yet: KeyService::commit
/// makes them so. Each relies on what it is computed from; a conflict begins again at
/// authorization.
namespace strongroom::kms {

/// A key that is not stored yet, with its first material. `key` has all but that. Takes its time
/// with RSA (key_workers.h).
void give_material(const keyring::Keyring& keyring, Key& key);
/// One more generation, which becomes the current one.
void rotate(const keyring::Keyring& keyring, Key& key, RotationType type, Timestamp now);
/// After an automatic rotation: one period on, and in the future.
void schedule_next_rotation(Key& key, Timestamp now);
std::size_t on_demand_rotations(const Key& key);
/// The material that waits becomes the current one; there is some.
void rotate_to_pending(Key& key, Timestamp now);

/// The waiting period of a key without replicas begins.
void schedule_deletion(Key& key, std::chrono::days window, Timestamp now);

/// Where the last use of a key is stored, and when noting such uses began.
Bytes last_use_key(const keyring::KeySpace& keys, const Key& of);
Bytes tracking_start_key(const keyring::KeySpace& keys);

/// Collects what one change expects and writes. Each thing at most once. One thread.
class KeyChange {
 public:
  explicit KeyChange(const keyring::KeySpace& keys) : keys_(keys) {}

  KeyChange& create(const Key& key);
  KeyChange& replace(const Key& seen, const Key& changed);
  /// The same, and in `others`, the keys of other Regions, what all of them share: rotation,
  /// generations and which is the primary.
  KeyChange& replace_shared(const Key& seen, const Key& changed, std::span<const KeyPtr> others);
  KeyChange& rely_on(const Key& seen);
  KeyChange& create(const Alias& alias);
  KeyChange& replace(const Alias& seen, const Alias& changed);
  KeyChange& erase(const Alias& seen);
  KeyChange& create(const Grant& grant);
  KeyChange& erase(const Grant& seen);
  /// `seen`: the revision of what was noted before, 0 if nothing was.
  KeyChange& note_use(const Key& of, store::Revision seen, const LastUse& use);
  /// With all that belongs to it.
  KeyChange& erase(const Key& seen, std::span<const AliasPtr> aliases,
                   std::span<const GrantPtr> grants);

  store::Transaction take() { return std::move(transaction_); }

 private:
  Bytes key_of(const Key& key) const;
  Bytes key_of(const Alias& alias) const;
  Bytes key_of(const Grant& grant) const;
  void expect(Bytes key, store::Revision revision);
  void write(Bytes key, std::optional<Bytes> record);

  const keyring::KeySpace& keys_;
  store::Transaction transaction_;
};

}  // namespace strongroom::kms
