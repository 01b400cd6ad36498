#include "kms/key_view.h"

#include "base/log.h"
#include "keyring/key_uuid.h"
#include "keyring/tables.h"
#include "keyring/wrapped_key.h"
#include "kms/key_record.h"

#include <mutex>

namespace strongroom::kms {
namespace {

bool is_in(ByteView store_key, keyring::Table table) {
  return !store_key.empty() && store_key.front() == static_cast<std::byte>(table);
}

Result<UsableKeyPtr> usable(const keyring::Keyring& keyring, const KeyRecord& record) {
  const auto uuid = keyring::key_uuid_of(record.id);
  if (!uuid) return failure(ErrorCode::Internal, "A record of a KMS key can't be read.");
  auto key = std::make_shared<UsableKey>();
  key->key = {.account = record.account,
              .region = record.region,
              .id = record.id,
              .aws_managed = record.aws_managed};
  std::uint32_t generation = 0;
  for (const Bytes& wrapped : record.wrapped_generations) {
    ++generation;
    crypto::LockedKey material;
    if (wrapped.size() != crypto::LockedKey::kSize + keyring::kWrappedKeyOverhead) {
      return failure(ErrorCode::InvalidCiphertext, "The material of a KMS key can't be opened.");
    }
    SR_CHECK(keyring::unwrap_key(keyring, binding_of(key->key, *uuid, generation), wrapped,
                                 material.writable()));
    key->generations.emplace_back(
        keyring::KmsBlobKey{.multi_region = false, .key = *uuid, .generation = generation},
        std::move(material));
  }
  return key;
}

}  // namespace

UsableKeyPtr KeyView::find(std::string_view account, std::string_view region,
                           std::string_view id) const {
  const auto uuid = keyring::key_uuid_of(id);
  UsableKeyPtr key = uuid ? find(*uuid) : nullptr;
  const bool here = key != nullptr && key->key.account == account && key->key.region == region;
  return here ? key : nullptr;
}

UsableKeyPtr KeyView::find_alias(std::string_view account, std::string_view region,
                                 std::string_view alias) const {
  std::string target;
  {
    const std::shared_lock lock(mutex_);
    const auto found = aliases_.find(std::tuple(account, region, alias));
    if (found == aliases_.end()) return nullptr;
    target = found->second;
  }
  return find(account, region, target);
}

UsableKeyPtr KeyView::find(const keyring::KeyUuid& uuid) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(uuid);
  return found == keys_.end() ? nullptr : found->second;
}

Result<void> KeyView::put(ByteView store_key, ByteView record) {
  if (is_in(store_key, keyring::Table::KmsKeys)) return put_key(record);
  if (is_in(store_key, keyring::Table::KmsAliases)) return put_alias(record);
  return {};
}

Result<void> KeyView::put_key(ByteView record) {
  SR_TRY(const KeyRecord decoded, decode_key(record));
  SR_TRY(UsableKeyPtr key, usable(keyring_, decoded));
  const std::lock_guard lock(mutex_);
  keys_[key->generations.front().identity().key] = std::move(key);
  return {};
}

Result<void> KeyView::put_alias(ByteView record) {
  SR_TRY(AliasRecord alias, decode_alias(record));
  const std::lock_guard lock(mutex_);
  aliases_[{std::move(alias.account), std::move(alias.region), std::move(alias.name)}] =
      std::move(alias.target);
  return {};
}

void KeyView::committed(const store::Commit& commit) {
  for (const store::Write& write : commit.writes) {
    if (!write.value) continue;  // keys are not erased yet
    if (auto put_in = put(write.key, *write.value); !put_in)
      log::error("{}", put_in.error().message());
  }
}

}  // namespace strongroom::kms
