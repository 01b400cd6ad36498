#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "keyring/key_space.h"
#include "keyring/tables.h"
#include "kms/key_service.h"
#include "secrets/access_dates.h"
#include "secrets/catalog.h"
#include "secrets/recent_reads.h"
#include "secrets/secret.h"
#include "secrets/secret_use.h"
#include "secrets/value_cache.h"
#include "store/store.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

enum class ValueKind : char { String = 'S', Binary = 'B' };

/// A value in clear. The bytes live in a request's arena.
struct SecretValue {
  ValueKind kind = ValueKind::String;
  ByteView bytes;
};

/// A change of one secret, computed by an operation on a copy, to be committed on the revision that
/// it was read at.
struct SecretChange {
  SecretPtr seen;  ///< What the change is based on; null for a new secret, whose name must be free.
  Secret changed;
  /// Sealed values of versions in `changed` that have none in `seen`, already named there by their
  /// value key.
  struct NewValue {
    ValueKey key{};
    Bytes sealed;
  };
  std::vector<NewValue> values = {};
  std::vector<ValueKey> erased_values = {};
};

/// The secrets of a deployment: lookups in the catalog, values by key, and the only builder of
/// transactions that change them. Any thread.
class SecretRepository {
 public:
  /// `store` is the sealed one; it and the rest outlive this object.
  SecretRepository(store::Store& store, const keyring::KeySpace& keys, kms::KeyService& kms,
                   std::size_t value_cache_bytes);
  SecretRepository(const SecretRepository&) = delete;
  SecretRepository& operator=(const SecretRepository&) = delete;

  /// Reads all metadata into the catalog and follows the store from there. Once, before anything
  /// else.
  Result<void> load();

  const Catalog& catalog() const { return catalog_; }
  AccessDates& access_dates() { return access_dates_; }
  RecentReads& recent_reads() { return recent_reads_; }
  ValueCache::Statistics value_cache_statistics() const { return values_.statistics(); }

  /// The secret that a SecretId names for a caller of this partition, by every form of contract
  /// section 2: an ARN may name another account's. Null when there is none (also when the suffix
  /// differs). Validation: not a SecretId at all.
  Result<SecretPtr> find(const Partition& partition, std::string_view secret_id) const;

  // `guard` decides on each use of a key. Its errors, and those of a key that is in no state to be
  // used (kms/key_state.h), are passed on as they are.

  /// Seals `value` under a fresh data key of `key` for that version of `change.changed`, adds it to
  /// `change` and names value and key in the version. EncryptionFailure: the key is gone. After an
  /// error nothing is changed.
  Result<void> add_value(SecretChange& change, std::string_view version_id,
                         const SecretValue& value, const kms::Key& key, Arena& arena,
                         const kms::KeyGuard& guard);

  /// Opens the value of `version` into `arena`; secret, version and arena live until it returns.
  /// Does not suspend when the sealed value is in the cache. DecryptionFailure: its key is gone or
  /// the record is not genuine. ResourceNotFound: it has no value (any more).
  Task<Result<SecretValue>> open_value(const Secret& secret, const Version& version, Arena& arena,
                                       const kms::KeyGuard& guard);

  /// Lets `key` open the value of that version of `change.changed` as well, which the keys that it
  /// is under still do (contract 7.3). Errors as of both above.
  Task<Result<void>> add_key(SecretChange& change, std::string_view version_id, const kms::Key& key,
                             Arena& arena, const kms::KeyGuard& guard);

  /// Whether values of `secret` could be written under `key` and read again (contract 7.1).
  Result<void> check_key(const Secret& secret, const kms::Key& key, Arena& arena,
                         const kms::KeyGuard& guard) const;

  /// Commits; returns the entry that the catalog now holds. Conflict: somebody was faster, begin
  /// again at authorization. Other errors have texts fit for clients. `note` is the audit record of
  /// the change.
  struct Committed {
    SecretPtr secret;
    store::Revision revision = 0;
  };
  Task<Result<Committed>> commit(SecretChange change, std::optional<Bytes> note);

  /// Removes a secret and all its versions for good.
  Task<Result<store::Revision>> purge(SecretPtr secret, std::optional<Bytes> note);

  /// Who read `secret` how often, as far as it is written; empty when there is nothing. Errors: the
  /// store's.
  Task<Result<SecretUse>> use_of(SecretPtr secret);

  /// Puts records with other dates of access in the place of those that were seen, in one commit.
  /// Conflict: one of the secrets was changed or purged meanwhile; nothing was written.
  struct Dated {
    SecretPtr seen;
    Secret changed;
  };
  Task<Result<void>> write_dates(std::span<const Dated> dated);

  /// Adds reads to those that the store has, in one commit. Conflict: one of the secrets was
  /// changed or purged meanwhile; nothing was written. Not more than some hundred at once.
  struct Reads {
    SecretPtr secret;
    SecretUse use;
  };
  Task<Result<void>> add_reads(std::span<const Reads> reads);

 private:
  SecretKey key_of(const Secret& secret) const;
  Bytes key_in(keyring::Table table, const Secret& secret) const;
  /// With the revision that it was read at; 0 when there is none.
  struct StoredUse {
    SecretUse use;
    store::Revision revision = 0;
  };
  Task<Result<StoredUse>> stored_use(Bytes key);
  /// The stored form of a value that is not in the cache; it is put there.
  Task<Result<ValueCache::Value>> stored_value(const Secret& secret, const Version& version);
  /// From the cache, or else from the store.
  Task<Result<ValueCache::Value>> sealed_value(const Secret& secret, const Version& version);
  Task<Result<store::Revision>> commit_transaction(store::Transaction transaction);

  store::Store& store_;
  const keyring::KeySpace& keys_;
  kms::KeyService& kms_;
  Catalog catalog_;
  ValueCache values_;
  AccessDates access_dates_;
  RecentReads recent_reads_;
};

}  // namespace strongroom::secrets
