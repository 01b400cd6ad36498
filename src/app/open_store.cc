#include "app/open_store.h"

#include "app/offset_clock.h"
#include "audit/note_recovery.h"
#include "base/encoding.h"
#include "base/log.h"
#include "crypto/locked_memory.h"
#include "crypto/private_key.h"
#include "crypto/public_key_pem.h"
#include "keyring/key_file_seal.h"

#include <fmt/format.h>

#include <filesystem>

namespace strongroom::app {
namespace {

std::unique_ptr<Clock> clock_of(const Settings& settings) {
  if (settings.clock_file.empty()) return std::make_unique<SystemClock>();
  return std::make_unique<OffsetClock>(settings.clock_file);
}

Result<keyring::OpenedKeyring> open_keyring(std::span<keyring::Seal* const> seals,
                                            store::Store& raw, const Clock& clock) {
  SR_TRY(const bool initialised, keyring::is_initialised(raw));
  return initialised ? keyring::unseal(raw, *seals.front())
                     : keyring::initialise(raw, seals, clock);
}

}  // namespace

Result<void> take_development_key(Settings& settings, const DataFolder& folder) {
  if (!settings.development) return {};
  settings.seal.key_file = folder.development_key();
  if (folder.holds_store() || std::filesystem::exists(settings.seal.key_file)) return {};
  SR_CHECK(folder.check_store_is_not_lost());
  return keyring::KeyFileSeal::create(settings.seal.key_file);
}

Result<std::unique_ptr<OpenStore>> OpenStore::open(const Settings& settings,
                                                   const DataFolder& folder,
                                                   std::span<keyring::Seal* const> seals) {
  auto store = std::make_unique<OpenStore>();
  SR_CHECK(store->unseal(settings, folder, seals));
  store->audit_options = settings.audit;
  if (settings.audit.folder.empty()) store->audit_options.folder = folder.audit();
  if (auto read = store->read(); !read) {
    if (read.error().code() != ErrorCode::InvalidCiphertext) return std::unexpected(read.error());
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("data folder {}: a record in strongroom.db is damaged or was changed "
                    "({}). Restore a backup.",
                    folder.path(), read.error().message()));
  }
  return store;
}

Result<void> OpenStore::unseal(const Settings& settings, const DataFolder& folder,
                               std::span<keyring::Seal* const> seals) {
  clock = clock_of(settings);
  SR_CHECK(folder.check_store_is_not_lost());
  SR_TRY(raw, store::SqliteStore::open({.file = folder.database()}));
  SR_TRY(opened, open_keyring(seals, *raw, *clock));
  key_space.emplace(opened->keyring);
  sealed.emplace(*raw, opened->keyring);
  export_key.emplace(*sealed, *key_space, opened->keyring);
  keys.emplace(*sealed, *key_space, opened->keyring, *clock);
  secrets.emplace(*sealed, *key_space, *keys, settings.value_cache_bytes);
  identity.emplace(*sealed, *key_space, access_keys);
  return {};
}

Result<void> OpenStore::read() {
  SR_CHECK(keys->load());
  if (!crypto::keys_are_locked()) {
    log::warning(
        "keys can't be locked in memory and may reach the swap space: raise the limit of locked "
        "memory (ulimit -l)");
  }
  SR_CHECK(identity->load());
  SR_CHECK(secrets->load());
  SR_CHECK(open_audit());
  return audit::record_unrecorded_changes(*sealed, *audit);
}

Result<void> OpenStore::open_audit() {
  const keyring::KeyringKey& key = opened->keyring.current(keyring::KeyKind::AuditSigning);
  audit::DigestWriter digests(crypto::PrivateKey::of_ed25519_seed(key.key.reveal()),
                              hex_of(opened->deployment));
  SR_TRY(audit, audit::AuditLog::open(audit_options, *clock, metrics, std::move(digests)));
  return {};
}

std::string OpenStore::audit_public_keys() const {
  std::string pem;
  for (const keyring::KeyringKey& key : opened->keyring.keys()) {
    if (key.kind != keyring::KeyKind::AuditSigning) continue;
    pem += crypto::pem_of(crypto::PrivateKey::of_ed25519_seed(key.key.reveal()).public_key());
  }
  return pem;
}

}  // namespace strongroom::app
