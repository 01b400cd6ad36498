#include "kms/key_material.h"

#include "base/encoding.h"
#include "keyring/envelope.h"
#include "keyring/wrapped_key.h"
#include "kms/key.h"

#include <array>
#include <cstdint>

namespace strongroom::kms {
namespace {

Result<crypto::LockedKey> unwrapped(const keyring::Keyring& keyring,
                                    const keyring::WrappedKeyBinding& binding, ByteView wrapped) {
  crypto::LockedKey material;
  SR_CHECK(keyring::unwrap_key(keyring, binding, wrapped, material.writable()));
  return material;
}

}  // namespace

Result<KeyMaterialPtr> unwrapped_material(const keyring::Keyring& keyring, const Key& key) {
  const auto uuid = keyring::key_uuid_of(key.id);
  auto material = std::make_shared<KeyMaterial>();
  std::uint32_t number = 0;
  for (const Generation& generation : key.generations) {
    ++number;
    const keyring::WrappedKeyBinding binding = binding_of(key, *uuid, number);
    if (generation.wrapped.size() != key.kind->material_size + keyring::kWrappedKeyOverhead) {
      return failure(ErrorCode::InvalidCiphertext, "The material of a KMS key can't be opened.");
    }
    if (!key.kind->symmetric()) {
      material->mac_key = crypto::SecretBytes(key.kind->material_size);
      SR_CHECK(
          keyring::unwrap_key(keyring, binding, generation.wrapped, material->mac_key.writable()));
      continue;
    }
    SR_TRY(crypto::LockedKey unlocked, unwrapped(keyring, binding, generation.wrapped));
    material->generations.emplace_back(
        keyring::KmsBlobKey{.multi_region = false, .key = *uuid, .generation = number},
        std::move(unlocked));
  }
  return material;
}

Bytes new_wrapped_material(const keyring::Keyring& keyring, const Key& key) {
  const auto number = static_cast<std::uint32_t>(key.generations.size() + 1);
  const crypto::SecretBytes material = crypto::SecretBytes::random(key.kind->material_size);
  return keyring::wrap_key(keyring, binding_of(key, *keyring::key_uuid_of(key.id), number),
                           material.reveal());
}

Bytes seal(const Key& key, ByteView context, ByteView plain) {
  return key.material->current().seal(context, plain);
}

Result<std::size_t> open(const Key& key, ByteView blob, ByteView context,
                         std::span<std::byte> plain) {
  SR_TRY(const keyring::KmsBlobKey under, keyring::kms_blob_key(blob));
  const auto& generations = key.material->generations;
  if (under.generation == 0 || under.generation > generations.size()) {
    return keyring::invalid_ciphertext();
  }
  SR_CHECK(generations[under.generation - 1].open(blob, context, plain));
  return under.generation;
}

std::optional<std::size_t> plain_size(ByteView blob) {
  if (blob.size() <= keyring::kKmsBlobOverhead) return std::nullopt;
  return blob.size() - keyring::kKmsBlobOverhead;
}

std::optional<std::string> key_of_blob(ByteView blob) {
  const auto under = keyring::kms_blob_key(blob);
  return under ? std::optional(keyring::key_id_of(under->key)) : std::nullopt;
}

bool is_under(ByteView blob, const Key& key) {
  const auto under = keyring::kms_blob_key(blob);
  return under && under->key == keyring::key_uuid_of(key.id);
}

std::string material_id(const Key& key, std::size_t generation) {
  // All generations share the key's UUID, and differ in their material.
  return key.material->generations[generation - 1].material_id();
}

}  // namespace strongroom::kms
