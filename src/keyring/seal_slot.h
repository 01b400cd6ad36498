#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/locked_memory.h"
#include "keyring/envelope.h"
#include "keyring/keyring.h"
#include "keyring/seal.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::keyring {

/// The root key, wrapped under one slot secret (crypto contract 5.8). Every field is authenticated.
struct SealSlot {
  DeploymentId deployment{};
  std::uint32_t root_generation = 0;
  std::uint32_t id = 0;
  SealType type{};
  Bytes parameters;
  std::array<std::byte, 16> salt{};
  std::array<std::byte, 32> check{};    ///< K_com: tells a wrong secret from a damaged slot.
  std::array<std::byte, 60> wrapped{};  ///< IV, ciphertext, tag.

  friend bool operator==(const SealSlot&, const SealSlot&) = default;
};

/// Fills `check`, `salt` and `wrapped` of `slot`. Salt and IV come from `nonce`.
SealSlot seal_root_key(SealSlot slot, ByteView slot_secret, ByteView root_key,
                       const Nonce& nonce = Nonce::fresh());

enum class SlotFailure : std::uint8_t { WrongSecret, Damaged };
std::expected<crypto::LockedKey, SlotFailure> open_root_key(const SealSlot& slot,
                                                            ByteView slot_secret);

/// The stored form: JSON on one line, binary fields in hex.
std::string json_of(const SealSlot& slot);
/// Nothing when `text` is not exactly what `json_of` writes.
std::optional<SealSlot> seal_slot_of(std::string_view text);

}  // namespace strongroom::keyring
