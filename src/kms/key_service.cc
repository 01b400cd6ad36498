#include "kms/key_service.h"

#include "crypto/random.h"
#include "keyring/kms_blob.h"
#include "keyring/tables.h"
#include "kms/key_state.h"
#include "kms/store_failure.h"

#include <utility>

namespace strongroom::kms {
namespace {

constexpr std::size_t kDataKeySize = 32;

}  // namespace

KeyService::KeyService(store::Store& store, const keyring::KeySpace& keys,
                       const keyring::Keyring& keyring, const Clock& clock)
    : store_(store),
      keys_(keys),
      keyring_(keyring),
      clock_(clock),
      view_(keyring),
      uses_(store, keys, clock.now()) {}

Result<void> KeyService::load() {
  for (const keyring::Table table :
       {keyring::Table::KmsKeys, keyring::Table::KmsAliases, keyring::Table::KmsGrants}) {
    SR_CHECK(store_.load(store::range_of_prefix(keys_.key(table, {})),
                         [this](const store::Entry& entry) {
                           return view_.put(entry.key, entry.value, entry.revision);
                         }));
  }
  // Read when they are asked for, but damage is to show at the start.
  SR_CHECK(store_.load(store::range_of_prefix(keys_.key(keyring::Table::KmsLastUses, {})),
                       [](const store::Entry&) { return Result<void>(); }));
  store_.watch(view_);
  return {};
}

Task<Result<store::Revision>> KeyService::commit(KeyChange change, std::optional<Bytes> note) {
  store::Transaction transaction = change.take();
  transaction.note = std::move(note);
  auto committed = co_await store_.commit(std::move(transaction));
  if (!committed) co_return store_failure(committed.error());
  co_return *committed;
}

Task<Result<KeyPtr>> KeyService::secrets_manager_key(std::string_view account,
                                                     std::string_view region) {
  const KeyReference reference{.account = account, .resource = kSecretsManagerAlias};
  KeyPtr key = find(reference, region);
  if (key == nullptr) {
    // Two may try at once; whoever loses finds the other's key.
    auto made = co_await make_secrets_manager_key(account, region);
    if (!made && made.error().code() != ErrorCode::Conflict)
      co_return std::unexpected(made.error());
    key = find(reference, region);
    if (key == nullptr)
      co_return failure(ErrorCode::Unavailable, "The key aws/secretsmanager can't be made now.");
  }
  co_return key;
}

Task<Result<void>> KeyService::make_secrets_manager_key(std::string_view account,
                                                        std::string_view region) {
  Key key;
  key.account = account;
  key.region = region;
  key.id = crypto::random_uuid();
  key.aws_managed = true;
  key.description = kSecretsManagerDescription;
  key.created = clock_.now();
  key.rotation = Rotation{.period = kYear, .next = key.created + kYear};
  give_material(keyring_, key);
  const Alias alias{.account = key.account,
                    .region = key.region,
                    .name = std::string(kSecretsManagerAlias),
                    .target = key.id,
                    .created = key.created,
                    .updated = key.created};
  SR_CO_CHECK(co_await commit(std::move(change().create(key).create(alias)), std::nullopt));
  co_return {};
}

KeyPtr KeyService::find(const KeyReference& reference, std::string_view region) const {
  if (!reference.is_alias()) return view_.find(reference.account, region, reference.resource);
  const AliasPtr alias = view_.find_alias(reference.account, region, reference.resource);
  return alias == nullptr ? nullptr : view_.find(reference.account, region, alias->target);
}

Result<KeyPtr> KeyService::usable(const Key& key, KeyUse use, const BoundContext& context,
                                  const KeyGuard& guard) const {
  KeyPtr now = view_.find(key.account, key.region, key.id);
  if (now == nullptr) {
    return std::unexpected(not_found({.account = key.account, .resource = key.id}, key.region));
  }
  SR_CHECK(guard.require(*now, use, context.pairs));
  SR_CHECK(check_state(*now, StateRule::Use));
  return now;
}

Result<DataKey> KeyService::generate_data_key(const Key& key, const BoundContext& context,
                                              const KeyGuard& guard) const {
  SR_TRY(const KeyPtr now, usable(key, KeyUse::GenerateDataKey, context, guard));
  DataKey data_key{.plaintext = crypto::SecretBytes::random(kDataKeySize), .wrapped = {}};
  data_key.wrapped = seal(*now, context.canonical, data_key.plaintext.reveal());
  return data_key;
}

Result<Bytes> KeyService::wrap_data_key(const Key& key, ByteView data_key,
                                        const BoundContext& context, const KeyGuard& guard) const {
  SR_TRY(const KeyPtr now, usable(key, KeyUse::Encrypt, context, guard));
  return seal(*now, context.canonical, data_key);
}

Result<void> KeyService::open_data_key(std::string_view region, ByteView wrapped,
                                       const BoundContext& context, const KeyGuard& guard,
                                       std::span<std::byte> out) const {
  SR_TRY(const keyring::KmsBlobKey under, keyring::kms_blob_key(wrapped));
  const KeyPtr key = view_.find(under.key, region);
  if (key == nullptr) return failure(ErrorCode::InvalidCiphertext, "");
  SR_CHECK(guard.require(*key, KeyUse::Decrypt, context.pairs));
  SR_CHECK(check_state(*key, StateRule::Use));
  SR_CHECK(open(*key, wrapped, context.canonical, out));
  return {};
}

KeyPtr KeyService::find_for_blob(ByteView blob, std::string_view region) const {
  const auto under = keyring::kms_blob_key(blob);
  return under ? view_.find(under->key, region) : nullptr;
}

}  // namespace strongroom::kms
