#include "audit/export_key.h"

#include "base/encoding.h"
#include "base/sync_wait.h"
#include "crypto/pkcs1.h"
#include "crypto/secret_bytes.h"
#include "keyring/byte_format.h"
#include "keyring/wrapped_key.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace strongroom::audit {
namespace {

// Stored; never change it.
constexpr keyring::WrappedKeyBinding kBinding{.account = "",
                                              .region = "*",
                                              .key_spec = "RSA_2048",
                                              .key_usage = "SIGN_VERIFY",
                                              .origin = "AUDIT_EXPORT"};

Bytes signing_place(const keyring::KeySpace& keys) {
  return keys.key(keyring::Table::ExportKeys, {"signing"});
}

Bytes retired_place(const keyring::KeySpace& keys, std::string_view number) {
  return keys.key(keyring::Table::ExportKeys, {"retired", number});
}

store::KeyRange retired_places(const keyring::KeySpace& keys) {
  return store::range_of_prefix(keys.key(keyring::Table::ExportKeys, {"retired"}));
}

// Stored; never change what a version means.
constexpr std::uint8_t kRetiredFormat = 1;

Bytes retired_record(ByteView der, Timestamp at) {
  Bytes record;
  keyring::append_number(record, kRetiredFormat);
  keyring::append_number(record, static_cast<std::uint64_t>(milliseconds_of(at)));
  keyring::append_prefixed(record, der);
  return record;
}

std::unexpected<Error> damaged() {
  return failure(ErrorCode::InvalidCiphertext, "a key that signs exports is damaged");
}

Bytes new_wrapped_key(const keyring::Keyring& keyring) {
  const crypto::SecretBytes der = crypto::PrivateKey::generate(crypto::kRsa2048).der();
  return keyring::wrap_key(keyring, kBinding, der.reveal());
}

}  // namespace

ExportKey::Public ExportKey::half_of(Bytes der) const {
  const auto first = std::ranges::find(keyring_.keys(), keyring::KeyKind::AuditSigning,
                                       &keyring::KeyringKey::kind);
  std::string fingerprint = hex_of(crypto::md5(der));
  // Each export is signed as a whole, so every key signs of records from the first on.
  return {.der = std::move(der),
          .fingerprint = std::move(fingerprint),
          .valid_from = Timestamp(std::chrono::seconds(first->created)),
          .retired = std::nullopt};
}

Result<ExportKey::CurrentPtr> ExportKey::read() const {
  SR_TRY(const auto entry, sync_wait(store_.get(signing_place(keys_))));
  if (!entry) return nullptr;
  if (entry->value.size() < keyring::kWrappedKeyOverhead) return damaged();
  crypto::SecretBytes der(entry->value.size() - keyring::kWrappedKeyOverhead);
  SR_CHECK(keyring::unwrap_key(keyring_, kBinding, entry->value, der.writable()));
  auto key = crypto::PrivateKey::of_own_der(crypto::kRsa2048, der.reveal());
  if (!key) return damaged();
  Public half = half_of(*crypto::pkcs1_der(key->public_key()));
  return std::make_shared<const Current>(*std::move(key), std::move(half), entry->revision);
}

Result<void> ExportKey::make() const {
  store::Transaction transaction;
  transaction.expects.push_back({.key = signing_place(keys_), .revision = 0});
  transaction.writes.push_back({.key = signing_place(keys_), .value = new_wrapped_key(keyring_)});
  const auto committed = sync_wait(store_.commit(std::move(transaction)));
  // Whoever was faster has made one as good.
  if (committed || committed.error().code() == ErrorCode::Conflict) return {};
  return std::unexpected(committed.error());
}

Result<ExportKey::CurrentPtr> ExportKey::current_under_lock() {
  if (current_) return current_;
  SR_TRY(current_, read());
  if (!current_) {
    SR_CHECK(make());
    SR_TRY(current_, read());
  }
  if (current_) return current_;
  return failure(ErrorCode::Unavailable, "the key that signs exports can't be read");
}

Result<ExportKey::CurrentPtr> ExportKey::current() {
  const std::lock_guard lock(mutex_);
  return current_under_lock();
}

Result<std::vector<ExportKey::Public>> ExportKey::retired() const {
  SR_TRY(const auto entries, sync_wait(store_.scan(retired_places(keys_), kMostRetired)));
  std::vector<Public> halves;
  for (const store::Entry& entry : entries) {
    keyring::ByteReader record(entry.value);
    if (record.number<std::uint8_t>() != kRetiredFormat) return damaged();
    const auto at = static_cast<std::int64_t>(record.number<std::uint64_t>());
    halves.push_back(half_of(copy_of(record.prefixed())));
    halves.back().retired = timestamp_of(at);
    if (!record.complete()) return damaged();
  }
  std::ranges::sort(halves, std::greater(), &Public::retired);
  return halves;
}

Result<ExportKey::Public> ExportKey::public_key() {
  SR_TRY(const CurrentPtr signing, current());
  return signing->half;
}

Result<std::vector<ExportKey::Public>> ExportKey::public_keys() {
  const std::lock_guard lock(mutex_);
  SR_TRY(const CurrentPtr signing, current_under_lock());
  SR_TRY(std::vector<Public> halves, retired());
  halves.insert(halves.begin(), signing->half);
  return halves;
}

Result<std::string> ExportKey::sign(std::string_view fingerprint, std::string_view text) {
  SR_TRY(const CurrentPtr signing, current());
  if (signing->half.fingerprint != fingerprint) {
    return failure(ErrorCode::Conflict,
                   "the key that signs exports was replaced meanwhile. Begin the export anew.");
  }
  return hex_of(*signing->key.sign(crypto::SignatureAlgorithm::Rs256, bytes_of(text)));
}

Result<ExportKey::Rotation> ExportKey::rotate(Timestamp now, Bytes note) {
  const std::lock_guard lock(mutex_);
  SR_TRY(const CurrentPtr old, current_under_lock());
  SR_TRY(const auto before, retired());
  if (before.size() >= kMostRetired) {
    return failure(ErrorCode::InvalidInput, "the key was replaced as often as it can be");
  }
  const Bytes place = retired_place(keys_, std::to_string(before.size() + 1));
  store::Transaction transaction;
  transaction.expects = {{.key = signing_place(keys_), .revision = old->revision},
                         {.key = place, .revision = 0}};
  transaction.writes = {{.key = signing_place(keys_), .value = new_wrapped_key(keyring_)},
                        {.key = place, .value = retired_record(old->half.der, now)}};
  transaction.note = std::move(note);
  SR_TRY(const store::Revision revision, sync_wait(store_.commit(std::move(transaction))));
  current_ = nullptr;
  SR_TRY(const CurrentPtr made, current_under_lock());
  return Rotation{.revision = revision, .fingerprint = made->half.fingerprint};
}

}  // namespace strongroom::audit
