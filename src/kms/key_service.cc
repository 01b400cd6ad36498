#include "kms/key_service.h"

#include "base/arn.h"
#include "crypto/random.h"
#include "keyring/tables.h"
#include "keyring/wrapped_key.h"
#include "kms/key_record.h"

#include <fmt/format.h>

namespace strongroom::kms {
namespace {

std::string partition_of(std::string_view account, std::string_view region) {
  return fmt::format("{}/{}", account, region);
}

/// The key as its own pointer that keeps the whole alive.
KeyPtr key_of(UsableKeyPtr usable) {
  const Key* key = &usable->key;
  return {std::move(usable), key};
}

std::unexpected<Error> invalid_key(std::string_view why) {
  return failure(ErrorCode::InvalidParameter,
                 fmt::format("The operation failed because of an invalid KMS key: {}", why));
}

/// A KmsKeyId taken apart: `resource` is a key id or `alias/NAME`.
struct KeyReference {
  std::string_view account;
  std::string_view resource;
};

Result<KeyReference> parse_reference(std::string_view account, std::string_view region,
                                     std::string_view key_id) {
  if (!key_id.starts_with("arn:")) return KeyReference{.account = account, .resource = key_id};
  const auto arn = parse_arn(key_id);
  if (!arn || arn->service != "kms" || arn->partition != partition_of_region(region)) {
    return invalid_key(fmt::format("Invalid arn {}", key_id));
  }
  if (arn->region != region) return invalid_key(fmt::format("Invalid arn {}", arn->region));
  std::string_view resource = arn->resource;
  if (resource.starts_with("key/")) resource.remove_prefix(4);
  return KeyReference{.account = arn->account, .resource = resource};
}

}  // namespace

KeyService::KeyService(store::Store& store, const keyring::KeySpace& keys,
                       const keyring::Keyring& keyring, const Clock& clock)
    : store_(store), keys_(keys), keyring_(keyring), clock_(clock), view_(keyring) {}

Result<void> KeyService::load() {
  for (const keyring::Table table : {keyring::Table::KmsKeys, keyring::Table::KmsAliases}) {
    SR_CHECK(store_.load(
        store::range_of_prefix(keys_.key(table, {})),
        [this](const store::Entry& entry) { return view_.put(entry.key, entry.value); }));
  }
  store_.watch(view_);
  return {};
}

Task<Result<KeyPtr>> KeyService::secrets_manager_key(std::string_view account,
                                                     std::string_view region) {
  UsableKeyPtr key = view_.find_alias(account, region, kSecretsManagerAlias);
  if (key == nullptr) {
    // Two may try at once; whoever loses finds the other's key.
    auto made = co_await make_secrets_manager_key(account, region);
    if (!made && made.error().code() != ErrorCode::Conflict)
      co_return std::unexpected(made.error());
    key = view_.find_alias(account, region, kSecretsManagerAlias);
    if (key == nullptr)
      co_return failure(ErrorCode::Unavailable, "The key aws/secretsmanager can't be made now.");
  }
  co_return key_of(std::move(key));
}

Task<Result<void>> KeyService::make_secrets_manager_key(std::string_view account,
                                                        std::string_view region) {
  const Key key{.account = std::string(account),
                .region = std::string(region),
                .id = crypto::random_uuid(),
                .aws_managed = true};
  const auto uuid = keyring::key_uuid_of(key.id);
  const crypto::LockedKey material = crypto::LockedKey::random();
  const KeyRecord record{.account = key.account,
                         .region = key.region,
                         .id = key.id,
                         .aws_managed = true,
                         .created = clock_.now(),
                         .wrapped_generations = {keyring::wrap_key(
                             keyring_, binding_of(key, *uuid, 1), material.reveal())}};
  const AliasRecord alias{.account = key.account,
                          .region = key.region,
                          .name = std::string(kSecretsManagerAlias),
                          .target = key.id};

  const std::string partition = partition_of(account, region);
  const Bytes alias_key = keys_.key(keyring::Table::KmsAliases, {partition, kSecretsManagerAlias});
  store::Transaction transaction;
  transaction.expects.push_back({.key = alias_key, .revision = 0});
  transaction.writes.push_back(
      {.key = keys_.key(keyring::Table::KmsKeys, {partition, key.id}), .value = encode(record)});
  transaction.writes.push_back({.key = alias_key, .value = encode(alias)});
  SR_CO_CHECK(co_await store_.commit(std::move(transaction)));
  co_return {};
}

Result<KeyPtr> KeyService::find(std::string_view account, std::string_view region,
                                std::string_view key_id) const {
  SR_TRY(const KeyReference reference, parse_reference(account, region, key_id));
  const bool alias = reference.resource.starts_with("alias/");
  if (alias && reference.account == account && reference.resource == kSecretsManagerAlias) {
    UsableKeyPtr key = view_.find_alias(account, region, kSecretsManagerAlias);
    return key == nullptr ? nullptr : key_of(std::move(key));
  }
  if (reference.resource.starts_with("alias/aws/"))
    return failure(ErrorCode::AccessDenied, "Access to KMS is not allowed");
  if (!alias && !keyring::key_uuid_of(reference.resource)) return invalid_key("Invalid keyId");

  UsableKeyPtr key = alias ? view_.find_alias(reference.account, region, reference.resource)
                           : view_.find(reference.account, region, reference.resource);
  // Another account's keys need permissions that nobody can have yet, and must not be told from
  // missing ones.
  if (key == nullptr || reference.account != account) {
    const std::string_view kind = alias ? "" : "key/";
    const std::string arn = fmt::format("arn:{}:kms:{}:{}:{}{}", partition_of_region(region),
                                        region, reference.account, kind, reference.resource);
    return invalid_key(alias ? fmt::format("Alias {} is not found.", arn)
                             : fmt::format("Key '{}' does not exist", arn));
  }
  return key_of(std::move(key));
}

Result<DataKey> KeyService::generate_data_key(const Key& key, ByteView canonical_context) {
  const UsableKeyPtr usable = view_.find(key.account, key.region, key.id);
  if (usable == nullptr) {
    return failure(
        ErrorCode::EncryptionFailure,
        "Secrets Manager can't encrypt the protected secret text using the provided KMS key.");
  }
  DataKey data_key{.plaintext = crypto::SecretBytes::random(32), .wrapped = {}};
  data_key.wrapped =
      usable->generations.back().seal(canonical_context, data_key.plaintext.reveal());
  return data_key;
}

Result<void> KeyService::open_data_key(std::string_view account, std::string_view region,
                                       ByteView wrapped, ByteView canonical_context,
                                       std::span<std::byte> out) const {
  SR_TRY(const keyring::KmsBlobKey under, keyring::kms_blob_key(wrapped));
  const UsableKeyPtr key = view_.find(under.key);
  if (key == nullptr || key->key.account != account || key->key.region != region ||
      under.generation > key->generations.size()) {
    return failure(ErrorCode::InvalidCiphertext, "");
  }
  return key->generations[under.generation - 1].open(wrapped, canonical_context, out);
}

}  // namespace strongroom::kms
