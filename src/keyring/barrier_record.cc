#include "keyring/barrier_record.h"

#include "keyring/byte_format.h"

namespace strongroom::keyring {
namespace {

constexpr EnvelopeKind kBarrierRecord{.first_byte = std::byte{0xb1}, .label = "barrier/v1"};

}  // namespace

Bytes seal_barrier_record(const Keyring& keyring, ByteView store_key, ByteView plain,
                          const Nonce& nonce) {
  const KeyringKey& term = keyring.current(KeyKind::BarrierTerm);
  return seal_envelope(kBarrierRecord, term.key.hmac(), term.id,
                       {length_prefix(store_key), store_key}, plain, nonce);
}

Result<void> open_barrier_record(const Keyring& keyring, ByteView store_key, ByteView record,
                                 std::span<std::byte> plain) {
  const auto id = envelope_key_id(kBarrierRecord, record);
  const KeyringKey* const term = id ? keyring.find(KeyKind::BarrierTerm, *id) : nullptr;
  if (term == nullptr) return invalid_ciphertext();
  return open_envelope(kBarrierRecord, term->key.hmac(), {length_prefix(store_key), store_key},
                       record, plain);
}

}  // namespace strongroom::keyring
