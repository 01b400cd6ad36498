#include "secrets/secret_repository.h"

#include "base/log.h"
#include "crypto/aead.h"
#include "crypto/random.h"
#include "keyring/encryption_context.h"
#include "keyring/secret_value.h"
#include "secrets/catalog_loading.h"
#include "secrets/secret_id.h"
#include "secrets/secret_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace strongroom::secrets {
namespace {

static_assert(std::is_same_v<ValueKey, keyring::ValueKey>);
static_assert(static_cast<char>(ValueKind::String) ==
              static_cast<char>(keyring::ValueType::String));
static_assert(static_cast<char>(ValueKind::Binary) ==
              static_cast<char>(keyring::ValueType::Binary));

/// What each value is bound to (crypto contract 5.4), in the arena.
class ValueContext {
 public:
  ValueContext(const Secret& secret, std::string_view version_id, Arena& arena)
      : pairs_{{{"SecretARN", secret.arn(arena)}, {"SecretVersionId", version_id}}},
        canonical_(keyring::canonical_context(pairs_, arena).value()) {
  }  // sizes far below the limit

  kms::BoundContext bound() const { return {.pairs = pairs_, .canonical = canonical_}; }
  ByteView canonical() const { return canonical_; }

 private:
  std::array<std::pair<std::string_view, std::string_view>, 2> pairs_;
  ByteView canonical_;
};

/// A key that lies on the stack and is wiped when it is left.
class ShortLivedKey {
 public:
  ShortLivedKey() = default;
  ~ShortLivedKey() { crypto::wipe(bytes_); }
  ShortLivedKey(const ShortLivedKey&) = delete;
  ShortLivedKey& operator=(const ShortLivedKey&) = delete;
  std::span<std::byte> writable() { return bytes_; }
  ByteView reveal() const { return bytes_; }

 private:
  std::array<std::byte, crypto::kKeySize> bytes_{};
};

std::unexpected<Error> encryption_failure(const Error& error) {
  if (error.code() != ErrorCode::ResourceNotFound) return std::unexpected(error);
  return failure(ErrorCode::EncryptionFailure,
                 "Secrets Manager can't encrypt the protected secret text using the provided KMS "
                 "key. Check that the KMS key is available, enabled, and not in an invalid state.");
}
std::unexpected<Error> decryption_failure() {
  return failure(ErrorCode::DecryptionFailure,
                 "Secrets Manager can't decrypt the protected secret text using the provided KMS "
                 "key.");
}
std::unexpected<Error> no_such_value(const Version& version) {
  return failure(
      ErrorCode::ResourceNotFound,
      fmt::format("Secrets Manager can't find the specified secret value for VersionId: {}",
                  version.id));
}

/// The store's error with a text that a client may see; the detail goes to the log.
std::unexpected<Error> store_failure(const Error& error) {
  if (error.code() == ErrorCode::Conflict) {
    return failure(ErrorCode::Conflict, "The secret was changed by another request.");
  }
  if (error.code() == ErrorCode::InvalidCiphertext) {
    log::error("secrets: a record in the store is damaged or was changed: restore a backup");
    return failure(ErrorCode::Internal, "An error occurred on the server side.");
  }
  log::warning("secrets: the store answered: {}", error.message());
  if (error.code() == ErrorCode::Throttled) return failure(ErrorCode::Throttled, "Rate exceeded");
  return failure(ErrorCode::Unavailable, "The service is unavailable. Try again later.");
}

/// Opens one of the wraps: any of the keys that a value is under will do. When none does, the error
/// is that of the first key, under which it was put last.
Result<void> open_data_key(const kms::KeyService& kms, std::string_view region,
                           const ValueContext& context, const keyring::SealedValue& sealed,
                           const kms::KeyGuard& guard, std::span<std::byte> out) {
  Result<void> first;
  for (std::size_t i = 0; i < sealed.wrap_count(); ++i) {
    auto opened = kms.open_data_key(region, sealed.wrap(i), context.bound(), guard, out);
    if (opened) return opened;
    if (i == 0) first = std::move(opened);
  }
  if (first.error().code() == ErrorCode::InvalidCiphertext) return decryption_failure();
  return first;
}

Result<SecretValue> open(const kms::KeyService& kms, const Secret& secret, const Version& version,
                         ByteView stored, Arena& arena, const kms::KeyGuard& guard) {
  const auto sealed = keyring::SealedValue::parse(stored);
  if (!sealed) return decryption_failure();
  const ValueContext context(secret, version.id, arena);
  ShortLivedKey data_key;
  SR_CHECK(
      open_data_key(kms, secret.partition.region, context, *sealed, guard, data_key.writable()));
  const auto opened =
      sealed->open(data_key.reveal(), context.canonical(), arena.bytes(sealed->plain_size()));
  if (!opened) return decryption_failure();
  return SecretValue{.kind = static_cast<ValueKind>(opened->type), .bytes = opened->bytes};
}

/// How a version names a key among those that it is under.
std::string_view name_in_version(const kms::Key& key) {
  return key.aws_managed ? kDefaultKey : std::string_view(key.id);
}

/// Whether it was put under `key` last.
bool is_under(const Version& version, const kms::Key& key) {
  return version.kms_key_ids.empty() ? key.aws_managed
                                     : version.kms_key_ids.front() == name_in_version(key);
}

/// `key` comes before those that the version was under.
void add_key_name(Version& version, const kms::Key& key) {
  std::vector<std::string>& names = version.kms_key_ids;
  if (names.empty()) names.emplace_back(kDefaultKey);
  std::erase(names, name_in_version(key));
  names.emplace(names.begin(), name_in_version(key));
  if (names.size() == 1 && names.front() == kDefaultKey) names.clear();
}

}  // namespace

SecretRepository::SecretRepository(store::Store& store, const keyring::KeySpace& keys,
                                   kms::KeyService& kms, std::size_t value_cache_bytes)
    : store_(store), keys_(keys), kms_(kms), values_(value_cache_bytes) {}

Result<void> SecretRepository::load() {
  const Bytes table = keys_.key(keyring::Table::Secrets, {});
  SR_CHECK(load_catalog(store_, store::range_of_prefix(table), catalog_));
  store_.watch(catalog_);
  return {};
}

Result<SecretPtr> SecretRepository::find(const Partition& partition,
                                         std::string_view secret_id) const {
  SR_TRY(const SecretId id, parse_secret_id(secret_id));
  const bool foreign = !id.account.empty() && id.account != partition.account;
  SecretPtr secret =
      foreign
          ? catalog_.find({.account = std::string(id.account), .region = partition.region}, id.name)
          : catalog_.find(partition, id.name);
  if (!secret) return nullptr;
  const bool suffix_fits = id.suffix.empty() || std::ranges::equal(id.suffix, secret->suffix);
  return suffix_fits ? std::move(secret) : nullptr;
}

SecretKey SecretRepository::key_of(const Secret& secret) const {
  return secret_key_of(key_in(keyring::Table::Secrets, secret)).value();
}

Bytes SecretRepository::key_in(keyring::Table table, const Secret& secret) const {
  const std::string partition = secret.partition.account + '/' + secret.partition.region;
  return keys_.key(table, {partition, secret.name});
}

Result<void> SecretRepository::add_value(SecretChange& change, std::string_view version_id,
                                         const SecretValue& value, const kms::Key& key,
                                         Arena& arena, const kms::KeyGuard& guard) {
  Version* const version = change.changed.find_version(version_id);
  assert(version != nullptr && !version->value);
  const ValueContext context(change.changed, version->id, arena);
  const auto data_key = kms_.generate_data_key(key, context.bound(), guard);
  if (!data_key) return encryption_failure(data_key.error());
  std::array<std::byte, crypto::kIvSize> iv;
  crypto::random_bytes(iv);
  const ByteView wrapped = data_key->wrapped;
  const ValueKey value_key = keyring::new_value_key(version->created);
  change.values.push_back({.key = value_key,
                           .sealed = keyring::seal_secret_value(
                               {&wrapped, 1}, data_key->plaintext.reveal(), iv, context.canonical(),
                               static_cast<keyring::ValueType>(value.kind), value.bytes)});
  version->value = value_key;
  version->kms_key_ids.clear();
  if (!key.aws_managed) version->kms_key_ids.push_back(key.id);
  return {};
}

Task<Result<ValueCache::Value>> SecretRepository::stored_value(const Secret& secret,
                                                               const Version& version) {
  auto entry = co_await store_.get(copy_of(*version.value));
  if (!entry) co_return store_failure(entry.error());
  if (!*entry) {
    // Gone since the caller looked, or lost?
    const SecretPtr now = catalog_.find(secret.partition, secret.name);
    const Version* const same = now ? now->find_version(version.id) : nullptr;
    if (same == nullptr || same->value != version.value) co_return no_such_value(version);
    log::error("secrets: a value that its version names is not in the store");
    co_return failure(ErrorCode::Internal, "An error occurred on the server side.");
  }
  auto value = std::make_shared<const Bytes>(std::move((*entry)->value));
  values_.put(*version.value, value);
  co_return value;
}

Task<Result<ValueCache::Value>> SecretRepository::sealed_value(const Secret& secret,
                                                               const Version& version) {
  if (!version.value) co_return no_such_value(version);
  if (ValueCache::Value cached = values_.find(*version.value)) co_return cached;
  co_return co_await stored_value(secret, version);
}

Task<Result<SecretValue>> SecretRepository::open_value(const Secret& secret, const Version& version,
                                                       Arena& arena, const kms::KeyGuard& guard) {
  if (!version.value) co_return no_such_value(version);
  if (const ValueCache::Value cached = values_.find(*version.value)) {
    co_return open(kms_, secret, version, *cached, arena, guard);
  }
  SR_CO_TRY(const ValueCache::Value stored, co_await stored_value(secret, version));
  co_return open(kms_, secret, version, *stored, arena, guard);
}

Task<Result<void>> SecretRepository::add_key(SecretChange& change, std::string_view version_id,
                                             const kms::Key& key, Arena& arena,
                                             const kms::KeyGuard& guard) {
  Version& version = *change.changed.find_version(version_id);
  if (is_under(version, key)) co_return {};
  SR_CO_TRY(const ValueCache::Value stored, co_await sealed_value(change.changed, version));
  const auto sealed = keyring::SealedValue::parse(*stored);
  if (!sealed) co_return decryption_failure();
  const ValueContext context(change.changed, version.id, arena);
  ShortLivedKey data_key;
  SR_CO_CHECK(open_data_key(kms_, change.changed.partition.region, context, *sealed, guard,
                            data_key.writable()));
  const auto wrap = kms_.wrap_data_key(key, data_key.reveal(), context.bound(), guard);
  if (!wrap) co_return encryption_failure(wrap.error());
  const ValueKey value_key = keyring::new_value_key(version.created);
  change.values.push_back(
      {.key = value_key,
       .sealed = keyring::rewrapped_secret_value(
           *stored, *wrap, [&](ByteView present) { return !kms::is_under(present, key); })});
  change.erased_values.push_back(*version.value);
  version.value = value_key;
  add_key_name(version, key);
  co_return {};
}

Result<void> SecretRepository::check_key(const Secret& secret, const kms::Key& key, Arena& arena,
                                         const kms::KeyGuard& guard) const {
  const ValueContext context(secret, "RequestToValidateKeyAccess", arena);
  const auto data_key = kms_.generate_data_key(key, context.bound(), guard);
  if (!data_key) return encryption_failure(data_key.error());
  ShortLivedKey opened;
  return kms_.open_data_key(key.region, data_key->wrapped, context.bound(), guard,
                            opened.writable());
}

Task<Result<store::Revision>> SecretRepository::commit_transaction(store::Transaction transaction) {
  auto committed = co_await store_.commit(std::move(transaction));
  if (!committed) co_return store_failure(committed.error());
  co_return *committed;
}

Task<Result<SecretRepository::Committed>> SecretRepository::commit(SecretChange change,
                                                                   std::optional<Bytes> note) {
  Secret& changed = change.changed;
  changed.key = change.seen ? change.seen->key : key_of(changed);
  store::Transaction transaction{.expects = {}, .writes = {}, .note = std::move(note)};
  transaction.expects.push_back(
      {.key = copy_of(changed.key), .revision = change.seen ? change.seen->revision : 0});
  transaction.writes.push_back({.key = copy_of(changed.key), .value = encode_secret(changed)});
  for (const auto& [key, sealed] : change.values) {
    transaction.writes.push_back({.key = copy_of(key), .value = sealed});
  }
  for (const ValueKey& key : change.erased_values) {
    transaction.writes.push_back({.key = copy_of(key), .value = std::nullopt});
  }
  SR_CO_TRY(const store::Revision revision, co_await commit_transaction(std::move(transaction)));

  for (auto& [key, sealed] : change.values) {
    values_.put(key, std::make_shared<const Bytes>(std::move(sealed)));
  }
  for (const ValueKey& key : change.erased_values) values_.erase(key);
  changed.revision = revision;
  SecretPtr held = catalog_.find(changed.partition, changed.name);
  // Somebody may have purged it since.
  if (!held) held = std::make_shared<const Secret>(std::move(changed));
  co_return Committed{.secret = std::move(held), .revision = revision};
}

Task<Result<store::Revision>> SecretRepository::purge(SecretPtr secret, std::optional<Bytes> note) {
  store::Transaction transaction{.expects = {}, .writes = {}, .note = std::move(note)};
  transaction.expects.push_back({.key = copy_of(secret->key), .revision = secret->revision});
  transaction.writes.push_back({.key = copy_of(secret->key), .value = std::nullopt});
  transaction.writes.push_back(
      {.key = key_in(keyring::Table::SecretUses, *secret), .value = std::nullopt});
  for (const Version& version : secret->versions) {
    if (version.value)
      transaction.writes.push_back({.key = copy_of(*version.value), .value = std::nullopt});
  }
  SR_CO_TRY(const store::Revision revision, co_await commit_transaction(std::move(transaction)));
  for (const Version& version : secret->versions) {
    if (version.value) values_.erase(*version.value);
  }
  co_return revision;
}

Task<Result<SecretRepository::StoredUse>> SecretRepository::stored_use(Bytes key) {
  const auto entry = co_await store_.get(std::move(key));
  if (!entry) co_return store_failure(entry.error());
  if (!*entry) co_return StoredUse{};
  SR_CO_TRY(SecretUse use, decode_secret_use((*entry)->value));
  co_return StoredUse{.use = std::move(use), .revision = (*entry)->revision};
}

Task<Result<SecretUse>> SecretRepository::use_of(SecretPtr secret) {
  SR_CO_TRY(StoredUse stored, co_await stored_use(key_in(keyring::Table::SecretUses, *secret)));
  co_return std::move(stored.use);
}

Task<Result<void>> SecretRepository::write_dates(std::span<const Dated> dated) {
  store::Transaction transaction;
  for (const auto& [seen, changed] : dated) {
    transaction.expects.push_back({.key = copy_of(seen->key), .revision = seen->revision});
    transaction.writes.push_back({.key = copy_of(seen->key), .value = encode_secret(changed)});
  }
  SR_CO_CHECK(co_await commit_transaction(std::move(transaction)));
  co_return {};
}

Task<Result<void>> SecretRepository::add_reads(std::span<const Reads> reads) {
  store::Transaction transaction;
  for (const Reads& read : reads) {
    const Bytes key = key_in(keyring::Table::SecretUses, *read.secret);
    SR_CO_TRY(StoredUse stored, co_await stored_use(key));
    stored.use.add(read.use);
    // A secret that is purged meanwhile must not leave its use behind.
    transaction.expects.push_back(
        {.key = copy_of(read.secret->key), .revision = read.secret->revision});
    transaction.expects.push_back({.key = key, .revision = stored.revision});
    transaction.writes.push_back({.key = key, .value = encode_secret_use(stored.use)});
  }
  SR_CO_CHECK(co_await commit_transaction(std::move(transaction)));
  co_return {};
}

}  // namespace strongroom::secrets
