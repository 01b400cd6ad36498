#include "kms/key_material.h"

#include "base/encoding.h"
#include "base/registers.h"
#include "keyring/envelope.h"
#include "keyring/wrapped_key.h"
#include "kms/key.h"

#include <array>
#include <cstdint>

namespace strongroom::kms {
namespace {

std::unexpected<Error> not_genuine() {
  return failure(ErrorCode::InvalidCiphertext, "The material of a KMS key can't be opened.");
}

Result<void> add_symmetric(const keyring::Keyring& keyring,
                           const keyring::WrappedKeyBinding& binding, bool multi_region,
                           ByteView wrapped, KeyMaterial& material) {
  crypto::LockedKey key;
  SR_CHECK(keyring::unwrap_key(keyring, binding, wrapped, key.writable()));
  material.generations.emplace_back(
      keyring::KmsBlobKey{
          .multi_region = multi_region, .key = binding.key, .generation = binding.generation},
      std::move(key));
  return {};
}

Result<void> add_key_pair(const crypto::KeyPairSpec& spec, ByteView der, KeyMaterial& material) {
  material.private_key = crypto::PrivateKey::of_own_der(spec, der);
  if (!material.private_key) return not_genuine();
  material.public_key = material.private_key->public_key();
  return {};
}

Result<void> add_generation(const keyring::Keyring& keyring, const Key& key, std::uint32_t number,
                            KeyMaterial& material) {
  const auto binding = binding_of(key, *keyring::key_uuid_of(key.id), number);
  const ByteView wrapped = key.generations[number - 1].wrapped;
  if (wrapped.size() <= keyring::kWrappedKeyOverhead) return not_genuine();
  const std::size_t size = wrapped.size() - keyring::kWrappedKeyOverhead;
  if (!key.kind->pair && size != key.kind->material_size) return not_genuine();
  if (key.kind->symmetric()) {
    return add_symmetric(keyring, binding, key.multi_region(), wrapped, material);
  }
  if (key.kind->pair) {
    crypto::SecretBytes der(size);
    SR_CHECK(keyring::unwrap_key(keyring, binding, wrapped, der.writable()));
    return add_key_pair(*key.kind->pair, der.reveal(), material);
  }
  material.mac_key = crypto::LongLockedKey(size);
  return keyring::unwrap_key(keyring, binding, wrapped, material.mac_key.writable());
}

crypto::SecretBytes new_material(const KeyKind& kind) {
  return kind.pair ? crypto::PrivateKey::generate(*kind.pair).der()
                   : crypto::SecretBytes::random(kind.material_size);
}

}  // namespace

Result<KeyMaterialPtr> unwrapped_material(const keyring::Keyring& keyring, const Key& key) {
  auto material = std::make_shared<KeyMaterial>();
  if (!key.complete()) return material;
  for (std::uint32_t number = 1; number <= key.generations.size(); ++number) {
    SR_CHECK(add_generation(keyring, key, number, *material));
  }
  wipe_registers();
  return material;
}

Bytes wrapped_material(const keyring::Keyring& keyring, const Key& key, std::size_t generation,
                       ByteView material) {
  const auto binding =
      binding_of(key, *keyring::key_uuid_of(key.id), static_cast<std::uint32_t>(generation));
  return keyring::wrap_key(keyring, binding, material);
}

Bytes new_wrapped_material(const keyring::Keyring& keyring, const Key& key) {
  return wrapped_material(keyring, key, key.generations.size() + 1,
                          new_material(*key.kind).reveal());
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
  return under ? std::optional(keyring::key_id_of(under->key, under->multi_region)) : std::nullopt;
}

bool is_under(ByteView blob, const Key& key) {
  const auto under = keyring::kms_blob_key(blob);
  return under && under->multi_region == key.multi_region() &&
         under->key == keyring::key_uuid_of(key.id);
}

std::string material_id(const Key& key, std::size_t generation) {
  // All generations share the key's UUID, and differ in their material.
  const auto& imported = key.generations[generation - 1].imported;
  if (imported) return hex_of(imported->fingerprint);
  return key.material->generations[generation - 1].material_id();
}

}  // namespace strongroom::kms
