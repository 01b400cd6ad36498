#include "keyring/wrapped_key.h"

#include "keyring/byte_format.h"

namespace strongroom::keyring {
namespace {

constexpr EnvelopeKind kWrappedKey{.first_byte = std::byte{0xd1}, .label = "keywrap/v1"};

Bytes associated_of(const WrappedKeyBinding& binding) {
  Bytes associated;
  append_prefixed(associated, bytes_of(binding.account));
  append_prefixed(associated, bytes_of(binding.region));
  append(associated, binding.key);
  append_number(associated, binding.generation);
  append_prefixed(associated, bytes_of(binding.key_spec));
  append_prefixed(associated, bytes_of(binding.key_usage));
  append_prefixed(associated, bytes_of(binding.origin));
  return associated;
}

}  // namespace

Bytes wrap_key(const Keyring& keyring, const WrappedKeyBinding& binding, ByteView material,
               const Nonce& nonce) {
  const KeyringKey& domain = keyring.current(KeyKind::Domain);
  return seal_envelope(kWrappedKey, domain.key.hmac(), domain.id, {associated_of(binding)},
                       material, nonce);
}

Result<void> unwrap_key(const Keyring& keyring, const WrappedKeyBinding& binding, ByteView wrapped,
                        std::span<std::byte> material) {
  const auto id = envelope_key_id(kWrappedKey, wrapped);
  const KeyringKey* const domain = id ? keyring.find(KeyKind::Domain, *id) : nullptr;
  if (domain == nullptr) return invalid_ciphertext();
  return open_envelope(kWrappedKey, domain->key.hmac(), {associated_of(binding)}, wrapped,
                       material);
}

}  // namespace strongroom::keyring
