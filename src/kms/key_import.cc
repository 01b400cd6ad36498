#include "kms/key_import.h"

#include "base/encoding.h"
#include "crypto/private_key.h"
#include "kms/key_material.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace strongroom::kms {
namespace {

Fingerprint fingerprint_for(const Key& key, ByteView material) {
  return fingerprint_of(material, *keyring::key_uuid_of(key.id));
}

Imported imported_of(const Fingerprint& fingerprint, const Import& brought) {
  return {.fingerprint = fingerprint,
          .valid_to = brought.valid_to,
          .description = std::string(brought.description)};
}

/// Each of the key's material with the number that it is wrapped for.
template <class Visit>
void for_each_material(Key& key, const Visit& visit) {
  for (std::size_t i = 0; i < key.generations.size(); ++i) visit(key.generations[i], i + 1);
  if (key.pending) visit(*key.pending, key.generations.size() + 1);
}

// Deletion goes on whatever there is to delete.
void follow_material(Key& key) {
  if (key.pending_deletion()) return;
  if (!key.complete()) {
    key.state = KeyState::PendingImport;
  } else if (key.state == KeyState::PendingImport) {
    key.state = KeyState::Enabled;
  }
}

template <class Matches>
void delete_where(Key& key, const Matches& matches) {
  for (Generation& generation : key.generations) {
    if (!matches(*generation.imported)) continue;
    generation.wrapped.clear();
    generation.imported->valid_to.reset();
  }
  if (key.pending && matches(*key.pending->imported)) key.pending.reset();
  follow_material(key);
}

}  // namespace

std::optional<crypto::SecretBytes> importable_material(const KeyKind& kind, ByteView given) {
  if (kind.pair) {
    const auto pair = crypto::PrivateKey::of_der(*kind.pair, given);
    return pair ? std::optional(pair->der()) : std::nullopt;
  }
  if (given.size() != kind.material_size) return std::nullopt;
  return crypto::SecretBytes::copy_of(given);
}

void import_new(const keyring::Keyring& keyring, Key& key, const Import& brought) {
  const std::size_t number = key.generations.size() + 1;
  Generation made{.wrapped = wrapped_material(keyring, key, number, brought.material),
                  .since = brought.now,
                  .type = RotationType::First,
                  .imported = imported_of(fingerprint_for(key, brought.material), brought)};
  if (key.generations.empty()) {
    key.generations.push_back(std::move(made));
  } else {
    key.pending = std::move(made);
  }
  follow_material(key);
}

bool import_again(const keyring::Keyring& keyring, Key& key, const Import& brought) {
  const Fingerprint fingerprint = fingerprint_for(key, brought.material);
  bool found = false;
  for_each_material(key, [&](Generation& generation, std::size_t number) {
    if (generation.imported->fingerprint != fingerprint) return;
    generation.wrapped = wrapped_material(keyring, key, number, brought.material);
    generation.imported = imported_of(fingerprint, brought);
    found = true;
  });
  follow_material(key);
  return found;
}

const Generation* find_material(const Key& key, std::string_view id) {
  const auto is_it = [&](const Generation& generation) {
    return generation.imported && hex_of(generation.imported->fingerprint) == id;
  };
  const auto found = std::ranges::find_if(key.generations, is_it);
  if (found != key.generations.end()) return &*found;
  return key.pending && is_it(*key.pending) ? &*key.pending : nullptr;
}

void delete_material(Key& key, const Fingerprint& fingerprint) {
  delete_where(key, [&](const Imported& imported) { return imported.fingerprint == fingerprint; });
}

void delete_expired_material(Key& key, Timestamp now) {
  delete_where(key, [&](const Imported& imported) {
    return imported.valid_to && *imported.valid_to <= now;
  });
}

}  // namespace strongroom::kms
