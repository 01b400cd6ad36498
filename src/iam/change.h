#pragma once

#include "iam/directory.h"
#include "iam/quotas.h"
#include "keyring/key_space.h"
#include "store/store.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace strongroom::iam {

/// What changes are computed from. All of it outlives the computation.
struct Basis {
  const Directory& directory;
  const keyring::KeySpace& keys;
  const Quotas& quotas;
  Timestamp now;
};

/// A change that was computed and not committed yet: its writes, the revisions that it relies on,
/// and what `E` will be afterwards. Without writes: all is as it should be already.
template <class E>
struct Change {
  store::Transaction transaction;
  std::shared_ptr<const E> result;
};

StoreKey store_key_of(const keyring::KeySpace& keys, const Account& account);
StoreKey store_key_of(const keyring::KeySpace& keys, const User& user);
StoreKey store_key_of(const keyring::KeySpace& keys, const Group& group);
StoreKey store_key_of(const keyring::KeySpace& keys, const Role& role);
StoreKey store_key_of(const keyring::KeySpace& keys, const ManagedPolicy& policy);
StoreKey store_key_of(const keyring::KeySpace& keys, const OidcProvider& provider);
StoreKey store_key_of(const keyring::KeySpace& keys, const AccessKey& key);
StoreKey store_key_of(const keyring::KeySpace& keys, const LastUse& use);
/// The place of an alias, which is taken when it is there.
StoreKey store_key_of_alias(const keyring::KeySpace& keys, std::string_view alias);

/// Collects what one change expects and writes. Each thing at most once. One thread.
class ChangeBuilder {
 public:
  explicit ChangeBuilder(const keyring::KeySpace& keys) : keys_(keys) {}

  /// Its name must be free. Sets `thing.key`.
  template <class E>
  void create(E& thing) {
    thing.key = store_key_of(keys_, thing);
    expect_free(thing.key);
    write(thing.key, encode(thing));
  }
  /// `thing` takes the place of `seen`, which must not have changed since. A new name must be free.
  template <class E>
  void replace(const E& seen, E& thing) {
    thing.key = store_key_of(keys_, thing);
    expect(seen.key, seen.revision);
    if (thing.key != seen.key) {
      expect_free(thing.key);
      erase_key(seen.key);
    }
    write(thing.key, encode(thing));
  }
  /// Must not have changed since it was seen.
  template <class E>
  void erase(const E& seen) {
    expect(seen.key, seen.revision);
    erase_key(seen.key);
  }
  /// Relies on `seen` being there, and makes a deletion of it that happens at the same time fail:
  /// its record is written anew as it is.
  template <class E>
  void hold(const E& seen) {
    expect(seen.key, seen.revision);
    write(seen.key, encode(seen));
  }
  /// Relies on `seen` as it is, no more.
  template <class E>
  void rely_on(const E& seen) {
    expect(seen.key, seen.revision);
  }
  void expect_free(const StoreKey& key) { expect(key, 0); }
  void write(const StoreKey& key, Bytes record);
  void erase_key(const StoreKey& key);

  template <class E>
  Change<E> take(std::shared_ptr<const E> result) {
    return {.transaction = std::move(transaction_), .result = std::move(result)};
  }

 private:
  void expect(const StoreKey& key, store::Revision revision);

  const keyring::KeySpace& keys_;
  store::Transaction transaction_;
};

/// A policy that is attached or detached, or becomes a boundary, must not be deleted meanwhile.
/// AWS's policies are never deleted.
void hold_policy(ChangeBuilder& builder, const ManagedPolicy& policy);

/// The change that makes `thing` of `seen`.
template <class E>
Change<E> replacing(const Basis& basis, const std::shared_ptr<const E>& seen, E thing) {
  ChangeBuilder builder(basis.keys);
  builder.replace(*seen, thing);
  return builder.take<E>(std::make_shared<const E>(std::move(thing)));
}

/// The change that is none.
template <class E>
Change<E> no_change(std::shared_ptr<const E> seen) {
  return {.transaction = {}, .result = std::move(seen)};
}

}  // namespace strongroom::iam
