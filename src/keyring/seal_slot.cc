#include "keyring/seal_slot.h"

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "keyring/byte_format.h"
#include "keyring/json_fields.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace strongroom::keyring {
namespace {

constexpr std::string_view kFormat = "strongroom seal slot 1";
constexpr std::array kKindAndSuite{std::byte{0x51}, std::byte{0x01}};

using SlotKeys = std::array<std::byte, 64>;  // K_enc || K_com

Bytes associated_of(const SealSlot& slot) {
  Bytes associated = copy_of(kKindAndSuite);
  append(associated, slot.deployment);
  append_number(associated, slot.root_generation);
  append_number(associated, slot.id);
  append_number(associated, static_cast<std::uint8_t>(slot.type));
  append_prefixed(associated, slot.parameters);
  append(associated, slot.salt);
  append(associated, slot.check);
  return associated;
}

}  // namespace

SealSlot seal_root_key(SealSlot slot, ByteView slot_secret, ByteView root_key, const Nonce& nonce) {
  std::ranges::copy(nonce.derivation(), slot.salt.begin());
  SlotKeys keys;
  crypto::derive(slot_secret, "seal/v1", slot.salt, keys);
  std::ranges::copy(ByteView(keys).last(32), slot.check.begin());
  std::ranges::copy(nonce.iv(), slot.wrapped.begin());
  crypto::aead_seal(ByteView(keys).first(32), nonce.iv(), {associated_of(slot)}, root_key,
                    std::span(slot.wrapped).subspan(crypto::kIvSize));
  crypto::wipe(keys);
  return slot;
}

std::expected<crypto::LockedKey, SlotFailure> open_root_key(const SealSlot& slot,
                                                            ByteView slot_secret) {
  SlotKeys keys;
  crypto::derive(slot_secret, "seal/v1", slot.salt, keys);
  const bool right = crypto::equal_in_constant_time(ByteView(keys).last(32), slot.check);
  crypto::LockedKey root_key;
  const bool opened =
      right &&
      crypto::aead_open(ByteView(keys).first(32), ByteView(slot.wrapped).first(crypto::kIvSize),
                        {associated_of(slot)}, ByteView(slot.wrapped).subspan(crypto::kIvSize),
                        root_key.writable());
  crypto::wipe(keys);
  if (!right) return std::unexpected(SlotFailure::WrongSecret);
  if (!opened) return std::unexpected(SlotFailure::Damaged);
  return root_key;
}

std::string json_of(const SealSlot& slot) {
  return fmt::format(
      R"({{"format":"{}","deployment":"{}","root_generation":{},"slot":{},"type":{},)"
      R"("parameters":"{}","salt":"{}","check":"{}","wrapped":"{}"}})",
      kFormat, hex_of(slot.deployment), slot.root_generation, slot.id,
      static_cast<unsigned>(slot.type), hex_of(slot.parameters), hex_of(slot.salt),
      hex_of(slot.check), hex_of(slot.wrapped));
}

std::optional<SealSlot> seal_slot_of(std::string_view text) {
  const auto fields = JsonFields::parse(text);
  if (!fields) return std::nullopt;
  SealSlot slot;
  const auto type = fields->number("type");
  const auto generation = fields->number("root_generation");
  const auto id = fields->number("slot");
  const auto parameters = fields->bytes("parameters");
  const bool whole = type && *type <= 0xff && generation && id && parameters &&
                     fields->fill("deployment", slot.deployment) &&
                     fields->fill("salt", slot.salt) && fields->fill("check", slot.check) &&
                     fields->fill("wrapped", slot.wrapped);
  if (!whole) return std::nullopt;
  slot.type = static_cast<SealType>(*type);
  slot.root_generation = *generation;
  slot.id = *id;
  slot.parameters = *parameters;
  // One spelling for each slot: nothing in it is free to be changed.
  if (json_of(slot) != text) return std::nullopt;
  return slot;
}

}  // namespace strongroom::keyring
