#include "app/deployment.h"

#include "app/metrics.h"
#include "app/offset_clock.h"
#include "audit/audit_log.h"
#include "audit/note_recovery.h"
#include "base/log.h"
#include "crypto/locked_memory.h"
#include "gateway/authenticator.h"
#include "gateway/pipeline.h"
#include "gateway/probes.h"
#include "http/server.h"
#include "iam/access_keys.h"
#include "jobs/access_date_writer.h"
#include "jobs/scheduler.h"
#include "jobs/secret_purge.h"
#include "keyring/boot.h"
#include "keyring/key_file_seal.h"
#include "keyring/key_space.h"
#include "keyring/sealed_store.h"
#include "kms/key_service.h"
#include "ops/context.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"
#include "store/sqlite/sqlite_store.h"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

namespace strongroom::app {
namespace {

std::unique_ptr<Clock> clock_of(const Settings& settings) {
  if (settings.clock_file.empty()) return std::make_unique<SystemClock>();
  return std::make_unique<OffsetClock>(settings.clock_file);
}

/// The root key's file; development makes its own with a new store.
Result<keyring::OpenedKeyring> open_keyring(const Settings& settings, const DataFolder& folder,
                                            store::Store& raw, const Clock& clock) {
  const std::string file = settings.key_file.empty() ? folder.development_key() : settings.key_file;
  keyring::KeyFileSeal seal(file);
  SR_TRY(const bool initialised, keyring::is_initialised(raw));
  if (initialised) return keyring::unseal(raw, seal);
  if (settings.key_file.empty() && !std::filesystem::exists(file))
    SR_CHECK(keyring::KeyFileSeal::create(file));
  return keyring::initialise(raw, seal, clock);
}

}  // namespace

/// In the order in which they are made; destroyed the other way round.
struct Deployment::Parts {
  metrics::Registry metrics;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<store::SqliteStore> raw_store;
  std::optional<keyring::OpenedKeyring> opened;
  std::optional<keyring::KeySpace> key_space;
  std::optional<keyring::SealedStore> store;
  std::optional<kms::KeyService> keys;
  std::optional<secrets::SecretRepository> secrets;
  std::optional<secrets::PageTokens> page_tokens;
  std::unique_ptr<audit::AuditLog> audit;
  iam::AccessKeys access_keys;
  std::optional<gateway::Authenticator> authenticator;
  std::optional<ops::Services> services;
  std::optional<gateway::Probes> probes;
  std::optional<gateway::Pipeline> pipeline;
  std::optional<jobs::SecretPurge> purge;
  std::optional<jobs::AccessDateWriter> access_dates;
  std::optional<jobs::Scheduler> scheduler;
  std::atomic<bool> ready = false;
  std::unique_ptr<http::Server> server;

  Result<void> open_data(const Settings& settings, const DataFolder& folder);
  Result<void> read_data(const DataFolder& folder);
  void open_gateway(const Settings& settings);
  void open_jobs();
  Result<void> open_listener(const Settings& settings);
};

Result<void> Deployment::Parts::open_data(const Settings& settings, const DataFolder& folder) {
  clock = clock_of(settings);
  SR_CHECK(folder.check_store_is_not_lost());
  SR_TRY(raw_store, store::SqliteStore::open({.file = folder.database()}));
  SR_TRY(opened, open_keyring(settings, folder, *raw_store, *clock));
  if (!crypto::keys_are_locked()) {
    log::warning(
        "keys can't be locked in memory and may reach the swap space: raise the limit of locked "
        "memory (ulimit -l)");
  }
  key_space.emplace(opened->keyring);
  store.emplace(*raw_store, opened->keyring);
  keys.emplace(*store, *key_space, opened->keyring, *clock);
  secrets.emplace(*store, *key_space, *keys, settings.value_cache_bytes);
  page_tokens.emplace(opened->keyring.current(keyring::KeyKind::Token).key.reveal());
  if (auto read = read_data(folder); !read) {
    if (read.error().code() != ErrorCode::InvalidCiphertext) return read;
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("data folder {}: a record in strongroom.db is damaged or was changed "
                    "({}). Restore a backup.",
                    folder.path(), read.error().message()));
  }
  return {};
}

Result<void> Deployment::Parts::read_data(const DataFolder& folder) {
  SR_CHECK(keys->load());
  SR_CHECK(secrets->load());
  SR_TRY(audit, audit::AuditLog::open(folder.audit(), metrics));
  return audit::record_unrecorded_changes(*store, *audit);
}

void Deployment::Parts::open_gateway(const Settings& settings) {
  access_keys.add(std::make_shared<const iam::AccessKey>(
      iam::AccessKey{.id = settings.access_key_id,
                     .secret = settings.secret_access_key.clone(),
                     .principal = iam::root_of(settings.account)}));
  authenticator.emplace(access_keys, settings.regions);
  services.emplace(ops::Services{.secrets = *secrets, .keys = *keys, .page_tokens = *page_tokens});
  probes.emplace(metrics, [this] { return ready.load(); });
  pipeline.emplace(*probes, *authenticator, *services, *store, *audit, *clock, metrics);
  register_metrics(metrics, *raw_store, *secrets);
}

void Deployment::Parts::open_jobs() {
  purge.emplace(*secrets, *store, *audit);
  access_dates.emplace(*secrets);
  scheduler.emplace(*clock);
  scheduler->add("secret purge", std::chrono::seconds(1),
                 [this](Timestamp now) { purge->run(now); });
  scheduler->add("access dates", std::chrono::minutes(1),
                 [this](Timestamp) { access_dates->run(); });
}

Result<void> Deployment::Parts::open_listener(const Settings& settings) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const auto handler = [this](const http::Request& request, Arena& arena) {
    return pipeline->serve(request, arena);
  };
  SR_TRY(server, http::Server::open({.address = settings.address,
                                     .port = settings.port,
                                     .threads = settings.threads == 0 ? cores : settings.threads,
                                     .tls = settings.tls},
                                    handler, metrics));
  return {};
}

Result<std::unique_ptr<Deployment>> Deployment::open(const Settings& settings,
                                                     const DataFolder& folder) {
  auto parts = std::make_unique<Parts>();
  SR_CHECK(parts->open_data(settings, folder));
  parts->open_gateway(settings);
  parts->open_jobs();
  SR_CHECK(parts->open_listener(settings));
  return std::unique_ptr<Deployment>(new Deployment(std::move(parts)));
}

Deployment::Deployment(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Deployment::~Deployment() = default;

std::uint16_t Deployment::port() const { return parts_->server->port(); }

void Deployment::start() {
  parts_->ready = true;
  parts_->scheduler->start();
  parts_->server->start();
}

void Deployment::stop() {
  parts_->ready = false;
  parts_->server->stop();
  parts_->scheduler->stop();
  parts_->access_dates->run();
  parts_->raw_store->close();
}

}  // namespace strongroom::app
