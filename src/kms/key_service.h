#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "crypto/secret_bytes.h"
#include "keyring/encryption_context.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "kms/key.h"
#include "kms/key_view.h"
#include "store/store.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace strongroom::kms {

inline constexpr std::string_view kSecretsManagerAlias = "alias/aws/secretsmanager";

/// A fresh 256-bit key in clear, to be used once, and the same wrapped under a KMS key (a KMS
/// ciphertext blob).
struct DataKey {
  crypto::SecretBytes plaintext;
  Bytes wrapped;
};

/// The KMS keys of all accounts and Regions, and what other services do with them. Any thread.
class KeyService {
 public:
  /// `store` is the sealed one; all of them outlive this object.
  KeyService(store::Store& store, const keyring::KeySpace& keys, const keyring::Keyring& keyring,
             const Clock& clock);

  /// Reads all keys and follows the store from there. Once, before anything else.
  Result<void> load();

  /// `aws/secretsmanager` of this account and Region; made and committed on first use.
  Task<Result<KeyPtr>> secrets_manager_key(std::string_view account, std::string_view region);

  /// What a KmsKeyId names: key id, key ARN, `alias/NAME` or alias ARN (kms contract 2.1). Errors,
  /// as Secrets Manager shows them (secrets-manager contract 7.4): InvalidParameter when it is
  /// malformed, of another Region or does not exist; AccessDenied for another service's
  /// `alias/aws/...`. A name for aws/secretsmanager that was not used yet gives null: make it by
  /// `secrets_manager_key`.
  Result<KeyPtr> find(std::string_view account, std::string_view region,
                      std::string_view key_id) const;

  /// EncryptionFailure: the key is not there any more.
  Result<DataKey> generate_data_key(const Key& key, ByteView canonical_context);

  /// Opens a wrapped data key of this account and Region into `out` (32 bytes). InvalidCiphertext:
  /// anything that does not fit.
  Result<void> open_data_key(std::string_view account, std::string_view region, ByteView wrapped,
                             ByteView canonical_context, std::span<std::byte> out) const;

 private:
  Task<Result<void>> make_secrets_manager_key(std::string_view account, std::string_view region);

  store::Store& store_;
  const keyring::KeySpace& keys_;
  const keyring::Keyring& keyring_;
  const Clock& clock_;
  KeyView view_;
};

}  // namespace strongroom::kms
