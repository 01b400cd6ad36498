#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/locked_memory.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "crypto/secret_bytes.h"
#include "keyring/backing_key.h"
#include "keyring/keyring.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::kms {

struct Key;

/// The material of a key, unwrapped and ready to be used. Immutable; any thread.
struct KeyMaterial {
  std::vector<keyring::BackingKey> generations;   ///< Of a symmetric key, the current one last.
  crypto::LongLockedKey mac_key;                  ///< Of an HMAC key.
  std::optional<crypto::PrivateKey> private_key;  ///< Both of a key pair.
  std::optional<crypto::PublicKey> public_key;

  const keyring::BackingKey& current() const { return generations.back(); }
};
using KeyMaterialPtr = std::shared_ptr<const KeyMaterial>;

/// Empty while some of it is gone. InvalidCiphertext: a generation of `key` is not genuine.
Result<KeyMaterialPtr> unwrapped_material(const keyring::Keyring& keyring, const Key& key);

/// As it is stored for that generation of `key`, counted from 1.
Bytes wrapped_material(const keyring::Keyring& keyring, const Key& key, std::size_t generation,
                       ByteView material);

/// Fresh material for one more generation of `key`, wrapped. That of RSA takes from 0.3 seconds to
/// several (key_workers.h).
Bytes new_wrapped_material(const keyring::Keyring& keyring, const Key& key);

/// Under the current generation. `context` in canonical form, `plain` has at least one byte.
Bytes seal(const Key& key, ByteView context, ByteView plain);

/// Opens a blob of any generation of `key` into `plain`, which has plain_size(blob) bytes, and says
/// which generation. InvalidCiphertext, whatever the reason.
Result<std::size_t> open(const Key& key, ByteView blob, ByteView context,
                         std::span<std::byte> plain);
/// Nothing when it is too short for a blob.
std::optional<std::size_t> plain_size(ByteView blob);

/// Id of the key that `blob` says it is under; nothing when it is not of our form.
std::optional<std::string> key_of_blob(ByteView blob);

/// Whether `blob` says that it is under `key`.
bool is_under(ByteView blob, const Key& key);

/// KeyMaterialId of that generation of a symmetric key, counted from 1.
std::string material_id(const Key& key, std::size_t generation);

}  // namespace strongroom::kms
