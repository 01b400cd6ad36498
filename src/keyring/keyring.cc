#include "keyring/keyring.h"

#include "crypto/hash.h"
#include "crypto/locked_memory.h"
#include "crypto/random.h"
#include "crypto/secret_bytes.h"
#include "keyring/byte_format.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace strongroom::keyring {
namespace {

constexpr EnvelopeKind kKeyringRecord{.first_byte = std::byte{0xe1}, .label = "keyring/v1"};
constexpr std::size_t kEntrySize = 1 + 4 + 8 + 1 + 32;
constexpr std::array kKinds{KeyKind::BarrierTerm, KeyKind::Domain, KeyKind::Index,
                            KeyKind::SetHash,     KeyKind::Token,  KeyKind::AuditSigning};

std::size_t index_of(KeyKind kind) { return static_cast<std::size_t>(kind) - 1; }

auto order_of(const KeyringKey& key) { return std::tuple(key.kind, key.id); }

bool is_whole(std::span<const KeyringKey> keys) {
  const auto has_active = [&](KeyKind kind) {
    return std::ranges::any_of(keys, [&](const KeyringKey& key) {
      return key.kind == kind && key.state == KeyState::Active;
    });
  };
  return std::ranges::adjacent_find(keys, {}, order_of) == keys.end() &&
         std::ranges::all_of(kKinds, has_active);
}

std::optional<KeyringKey> read_entry(ByteReader& reader) {
  const auto kind = static_cast<KeyKind>(reader.number<std::uint8_t>());
  const auto id = reader.number<std::uint32_t>();
  const auto created = reader.number<std::uint64_t>();
  const auto state = static_cast<KeyState>(reader.number<std::uint8_t>());
  const ByteView material = reader.take(crypto::LockedKey::kSize);
  const bool known_state = state == KeyState::Active || state == KeyState::Retired;
  if (reader.failed() || std::ranges::find(kKinds, kind) == kKinds.end() || !known_state) {
    return std::nullopt;
  }
  return KeyringKey{.kind = kind,
                    .id = id,
                    .created = created,
                    .state = state,
                    .key = HmacKey(crypto::LockedKey::copy_of(material))};
}

}  // namespace

Keyring Keyring::create(Timestamp now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  std::vector<KeyringKey> keys;
  for (const KeyKind kind : kKinds) {
    keys.push_back({.kind = kind,
                    .id = 1,
                    .created = static_cast<std::uint64_t>(seconds),
                    .state = KeyState::Active,
                    .key = HmacKey(crypto::LockedKey::random())});
  }
  return Keyring(std::move(keys));
}

Keyring::Keyring(std::vector<KeyringKey> keys) : keys_(std::move(keys)) {
  std::ranges::sort(keys_, {}, order_of);
  if (!is_whole(keys_)) throw std::invalid_argument("the keyring lacks a key or has one twice");
  for (const KeyringKey& key : keys_) {
    if (key.state == KeyState::Active) current_[index_of(key.kind)] = &key;
  }
}

const KeyringKey& Keyring::current(KeyKind kind) const { return *current_[index_of(kind)]; }

const KeyringKey* Keyring::find(KeyKind kind, std::uint32_t id) const {
  const auto found = std::ranges::find(keys_, std::tuple(kind, id), order_of);
  return found == keys_.end() ? nullptr : &*found;
}

Bytes seal_keyring(const Keyring& keyring, std::uint32_t root_generation, ByteView root_key,
                   const DeploymentId& deployment, const Nonce& nonce) {
  const auto keys = keyring.keys();
  Bytes plain;
  plain.reserve(2 + keys.size() * kEntrySize);  // once, so that no copy of keys is left unwiped
  append_number(plain, static_cast<std::uint16_t>(keys.size()));
  for (const KeyringKey& key : keys) {
    append_number(plain, static_cast<std::uint8_t>(key.kind));
    append_number(plain, key.id);
    append_number(plain, key.created);
    append_number(plain, static_cast<std::uint8_t>(key.state));
    append(plain, key.key.reveal());
  }
  crypto::HmacSha256 root(root_key);
  Bytes sealed = seal_envelope(kKeyringRecord, root, root_generation, {deployment}, plain, nonce);
  crypto::wipe(plain);
  return sealed;
}

Result<std::uint32_t> root_generation_of(ByteView sealed) {
  const auto generation = envelope_key_id(kKeyringRecord, sealed);
  if (!generation) return invalid_ciphertext();
  return *generation;
}

Result<Keyring> open_keyring(ByteView sealed, ByteView root_key, const DeploymentId& deployment) {
  SR_CHECK(root_generation_of(sealed));
  crypto::SecretBytes plain(envelope_plain_size(sealed));
  crypto::HmacSha256 root(root_key);
  SR_CHECK(open_envelope(kKeyringRecord, root, {deployment}, sealed, plain.writable()));

  ByteReader reader(plain.reveal());
  const auto count = reader.number<std::uint16_t>();
  std::vector<KeyringKey> keys;
  for (std::uint16_t i = 0; i < count; ++i) {
    auto entry = read_entry(reader);
    if (!entry) return invalid_ciphertext();
    keys.push_back(*std::move(entry));
  }
  std::ranges::sort(keys, {}, order_of);
  if (!reader.complete() || !is_whole(keys)) return invalid_ciphertext();
  return Keyring(std::move(keys));
}

}  // namespace strongroom::keyring
