#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"
#include "keyring/keyring.h"
#include "kms/key.h"

#include <optional>
#include <string>
#include <string_view>

/// Material that a customer brings: what a key makes of it, computed and not committed yet (kms
/// contract 11.6).
namespace strongroom::kms {

/// Material in the form in which keys of this kind hold it; nothing when it is none of theirs. To
/// look at RSA's takes its time (key_workers.h).
std::optional<crypto::SecretBytes> importable_material(const KeyKind& kind, ByteView given);

struct Import {
  ByteView material;  ///< importable_material's
  std::optional<Timestamp> valid_to;
  std::string_view description;
  Timestamp now;
};

/// The key's first material, or that which waits for a rotation. The key has none that waits.
void import_new(const keyring::Keyring& keyring, Key& key, const Import& brought);
/// Material that the key knows already. False, and nothing is changed: it does not.
bool import_again(const keyring::Keyring& keyring, Key& key, const Import& brought);
/// The key's material with this id in hex; null when it has none.
const Generation* find_material(const Key& key, std::string_view id);

/// Takes away the material with that fingerprint.
void delete_material(Key& key, const Fingerprint& fingerprint);
/// Takes away all that has expired.
void delete_expired_material(Key& key, Timestamp now);

}  // namespace strongroom::kms
