#include "app/sealable_server.h"

#include "base/log.h"
#include "store/sqlite/sqlite_store.h"

#include <array>
#include <chrono>
#include <utility>

namespace strongroom::app {
namespace {

Result<keyring::SealStatus> read_status(const DataFolder& folder) {
  SR_CHECK(folder.check_store_is_not_lost());
  if (!folder.holds_store()) {
    return failure(ErrorCode::InvalidSetting,
                   "there is no store yet, and its seal needs people: make it by 'strongroom init "
                   "--config FILE'.");
  }
  SR_TRY(const auto raw, store::SqliteStore::open({.file = folder.database()}));
  SR_TRY(keyring::SealStatus status, keyring::seal_status(*raw));
  raw->close();
  return status;
}

}  // namespace

SealableServer::SealableServer(Settings settings, const DataFolder& folder)
    : settings_(std::move(settings)), folder_(folder) {}

Result<std::unique_ptr<SealableServer>> SealableServer::open(Settings given,
                                                             const DataFolder& folder) {
  std::unique_ptr<SealableServer> server(new SealableServer(std::move(given), folder));
  const Settings& settings = server->settings_;
  if (asked_by(settings.seal, true) == Asked::Nothing) {
    SR_TRY(const auto seal, make_seal(settings.seal, {}));
    SR_TRY(server->deployment_, Deployment::open(settings, folder, std::array{seal.get()}, false));
    server->settings_.port = server->deployment_->port();
    return server;
  }
  SR_TRY(auto status, read_status(folder));
  SR_TRY(auto listener, SealedListener::open(settings, false));
  server->settings_.port = listener->port();
  server->wait_for_people(std::move(listener), std::move(status));
  return server;
}

void SealableServer::wait_for_people(std::unique_ptr<SealedListener> listener,
                                     keyring::SealStatus status) {
  listener_ = std::move(listener);
  unsealing_ = std::make_unique<Unsealing>(std::move(status));
  sweeper_.emplace(clock_);
  sweeper_->add("shares", std::chrono::seconds(1),
                [this](Timestamp now) { unsealing_->drop_old_shares(now); });
}

void SealableServer::start() {
  if (deployment_) {
    deployment_->start();
  } else {
    start_sealed();
  }
}

void SealableServer::start_sealed() {
  listener_->start();
  sweeper_->start();
  log::warning("sealed: every call is answered 503 until 'strongroom unseal' has opened the store");
}

void SealableServer::stop() {
  if (deployment_) deployment_->stop();
  if (listener_) listener_->stop();
  sweeper_.reset();
}

Result<void> SealableServer::seal() {
  SR_TRY(keyring::SealStatus status, keyring::seal_status(*deployment_->store().raw));
  SR_TRY(auto listener, SealedListener::open(settings_, true));
  wait_for_people(std::move(listener), std::move(status));
  start_sealed();
  deployment_->stop();
  deployment_.reset();
  return {};
}

Result<void> SealableServer::unseal(keyring::Seal& seal) {
  SR_TRY(auto opened, Deployment::open(settings_, folder_, std::array{&seal}, true));
  opened->start();
  deployment_ = std::move(opened);
  listener_->stop();
  listener_.reset();
  sweeper_.reset();
  unsealing_.reset();
  log::info("unsealed");
  return {};
}

}  // namespace strongroom::app
