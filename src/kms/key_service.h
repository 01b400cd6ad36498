#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "crypto/secret_bytes.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "kms/encryption_context.h"
#include "kms/key.h"
#include "kms/key_changes.h"
#include "kms/key_guard.h"
#include "kms/key_reference.h"
#include "kms/key_uses.h"
#include "kms/key_view.h"
#include "kms/key_workers.h"
#include "store/store.h"

#include <cstddef>
#include <memory>
#include <optional>
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

/// What a data key is bound to: the pairs, for who decides, and the same in canonical form.
struct BoundContext {
  EncryptionContext pairs;
  ByteView canonical;
};

/// The KMS keys of all accounts and Regions, the only way to change them, and what other services
/// do with them. Any thread.
class KeyService {
 public:
  /// `store` is the sealed one; all of them outlive this object.
  KeyService(store::Store& store, const keyring::KeySpace& keys, const keyring::Keyring& keyring,
             const Clock& clock);

  /// Reads all keys and follows the store from there. Once, before anything else.
  Result<void> load();

  const KeyView& view() const { return view_; }
  const keyring::Keyring& keyring() const { return keyring_; }
  KeyWorkers& workers() { return workers_; }
  KeyUses& uses() { return uses_; }

  KeyChange change() const { return KeyChange(keys_); }
  /// Commits; the view has the change when this returns. Conflict: somebody was faster, begin again
  /// at authorization. Other errors have texts fit for clients. `note` is the audit record of the
  /// change.
  Task<Result<store::Revision>> commit(KeyChange change, std::optional<Bytes> note);

  /// `aws/secretsmanager` of this account and Region; made and committed on first use.
  Task<Result<KeyPtr>> secrets_manager_key(std::string_view account, std::string_view region);

  /// The key that `reference` names in this Region; null when there is none.
  KeyPtr find(const KeyReference& reference, std::string_view region) const;

  /// The key of this Region that `blob` says it is under, of any account; null when there is none.
  KeyPtr find_for_blob(ByteView blob, std::string_view region) const;

  // For Secrets Manager. The guard is asked about the key as it is now; errors of a key that can't
  // be used are those of check_state.

  /// ResourceNotFound: the key is not there any more.
  Result<DataKey> generate_data_key(const Key& key, const BoundContext& context,
                                    const KeyGuard& guard) const;
  /// Wraps a data key that exists once more.
  Result<Bytes> wrap_data_key(const Key& key, ByteView data_key, const BoundContext& context,
                              const KeyGuard& guard) const;
  /// Opens a wrapped data key of this Region into `out` (32 bytes). InvalidCiphertext: anything
  /// that does not fit, and a key that is gone.
  Result<void> open_data_key(std::string_view region, ByteView wrapped, const BoundContext& context,
                             const KeyGuard& guard, std::span<std::byte> out) const;

 private:
  Task<Result<void>> make_secrets_manager_key(std::string_view account, std::string_view region);
  Result<KeyPtr> usable(const Key& key, KeyUse use, const BoundContext& context,
                        const KeyGuard& guard) const;

  store::Store& store_;
  const keyring::KeySpace& keys_;
  const keyring::Keyring& keyring_;
  const Clock& clock_;
  KeyView view_;
  KeyWorkers workers_;
  KeyUses uses_;
};

}  // namespace strongroom::kms
