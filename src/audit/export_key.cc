#include "audit/export_key.h"

#include "base/encoding.h"
#include "base/sync_wait.h"
#include "crypto/pkcs1.h"
#include "crypto/secret_bytes.h"
#include "keyring/wrapped_key.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace strongroom::audit {
namespace {

// Stored; never change it.
constexpr keyring::WrappedKeyBinding kBinding{.account = "",
                                              .region = "*",
                                              .key_spec = "RSA_2048",
                                              .key_usage = "SIGN_VERIFY",
                                              .origin = "AUDIT_EXPORT"};

Bytes store_key(const keyring::KeySpace& keys) {
  return keys.key(keyring::Table::ExportKeys, {"signing"});
}

}  // namespace

Result<std::optional<crypto::PrivateKey>> ExportKey::read() const {
  SR_TRY(const auto entry, sync_wait(store_.get(store_key(keys_))));
  if (!entry) return std::nullopt;
  if (entry->value.size() < keyring::kWrappedKeyOverhead) {
    return failure(ErrorCode::InvalidCiphertext, "the key that signs exports is damaged");
  }
  crypto::SecretBytes der(entry->value.size() - keyring::kWrappedKeyOverhead);
  SR_CHECK(keyring::unwrap_key(keyring_, kBinding, entry->value, der.writable()));
  auto key = crypto::PrivateKey::of_own_der(crypto::kRsa2048, der.reveal());
  if (!key) return failure(ErrorCode::InvalidCiphertext, "the key that signs exports is damaged");
  return key;
}

Result<void> ExportKey::make() const {
  const crypto::SecretBytes der = crypto::PrivateKey::generate(crypto::kRsa2048).der();
  store::Transaction transaction;
  transaction.expects.push_back({.key = store_key(keys_), .revision = 0});
  transaction.writes.push_back(
      {.key = store_key(keys_), .value = keyring::wrap_key(keyring_, kBinding, der.reveal())});
  const auto committed = sync_wait(store_.commit(std::move(transaction)));
  // Whoever was faster has made one as good.
  if (committed || committed.error().code() == ErrorCode::Conflict) return {};
  return std::unexpected(committed.error());
}

Result<const crypto::PrivateKey*> ExportKey::key() {
  const std::lock_guard lock(mutex_);
  if (key_) return &*key_;
  SR_TRY(key_, read());
  if (!key_) {
    SR_CHECK(make());
    SR_TRY(key_, read());
  }
  if (key_) return &*key_;
  return failure(ErrorCode::Unavailable, "the key that signs exports can't be read");
}

Result<ExportKey::Public> ExportKey::public_key() {
  SR_TRY(const crypto::PrivateKey* const key, key());
  Public half;
  half.der = *crypto::pkcs1_der(key->public_key());
  half.fingerprint = hex_of(crypto::md5(half.der));
  const auto first = std::ranges::find(keyring_.keys(), keyring::KeyKind::AuditSigning,
                                       &keyring::KeyringKey::kind);
  half.valid_from = Timestamp(std::chrono::seconds(first->created));
  return half;
}

Result<std::string> ExportKey::sign(std::string_view text) {
  SR_TRY(const crypto::PrivateKey* const key, key());
  return hex_of(*key->sign(crypto::SignatureAlgorithm::Rs256, bytes_of(text)));
}

}  // namespace strongroom::audit
