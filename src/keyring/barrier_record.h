#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "keyring/envelope.h"
#include "keyring/keyring.h"

#include <cstddef>
#include <span>

namespace strongroom::keyring {

inline constexpr std::size_t kBarrierOverhead = kEnvelopeOverhead;

/// A record as it lies in the store (crypto contract 5.5), under the current barrier term and bound
/// to its store key, so that it can't be put at another's place.
Bytes seal_barrier_record(const Keyring& keyring, ByteView store_key, ByteView plain,
                          const Nonce& nonce = Nonce::fresh());

/// `plain` is kBarrierOverhead shorter than `record`; wiped after a failure. InvalidCiphertext:
/// another store key, an unknown term, or damaged.
Result<void> open_barrier_record(const Keyring& keyring, ByteView store_key, ByteView record,
                                 std::span<std::byte> plain);

}  // namespace strongroom::keyring
