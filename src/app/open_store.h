#pragma once

#include "app/data_folder.h"
#include "app/settings.h"
#include "audit/audit_log.h"
#include "audit/export_key.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/result.h"
#include "iam/access_keys.h"
#include "iam/iam_repository.h"
#include "keyring/boot.h"
#include "keyring/key_space.h"
#include "keyring/sealed_store.h"
#include "kms/key_service.h"
#include "secrets/secret_repository.h"
#include "store/sqlite/sqlite_store.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace strongroom::app {

/// The store of a data folder, unsealed, with its views in memory and its audit file: what a server
/// stands on, and what an operator's command works with when no server runs.
/// In the order in which they are made; destroyed the other way round.
struct OpenStore {
  metrics::Registry metrics;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<store::SqliteStore> raw;
  std::optional<keyring::OpenedKeyring> opened;
  std::optional<keyring::KeySpace> key_space;
  std::optional<keyring::SealedStore> sealed;
  std::optional<audit::ExportKey> export_key;
  std::optional<kms::KeyService> keys;
  std::optional<secrets::SecretRepository> secrets;
  audit::Options audit_options;
  std::unique_ptr<audit::AuditLog> audit;
  iam::AccessKeys access_keys;
  std::optional<iam::IamRepository> identity;

  /// Opens the store by the first seal. A folder without a store gets one, with a slot for each.
  /// InvalidSetting with the reason and the remedy; a wrong root key changes nothing.
  static Result<std::unique_ptr<OpenStore>> open(const Settings& settings, const DataFolder& folder,
                                                 std::span<keyring::Seal* const> seals);

  /// All keys that have signed the audit chain, in PEM.
  std::string audit_public_keys() const;

 private:
  Result<void> unseal(const Settings& settings, const DataFolder& folder,
                      std::span<keyring::Seal* const> seals);
  Result<void> read();
  Result<void> open_audit();
};

/// Development keeps its root key beside the data: names that file in the settings, and makes it
/// with a new store. Changes nothing in production. InvalidSetting.
Result<void> take_development_key(Settings& settings, const DataFolder& folder);

}  // namespace strongroom::app
