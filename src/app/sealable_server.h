#pragma once

#include "app/data_folder.h"
#include "app/deployment.h"
#include "app/seal_settings.h"
#include "app/sealed_listener.h"
#include "app/settings.h"
#include "app/unsealing.h"
#include "base/clock.h"
#include "base/result.h"
#include "jobs/scheduler.h"
#include "keyring/rekey.h"
#include "keyring/seal.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace strongroom::app {

/// A server in its two states (crypto contract 8.3). Sealed: it holds no key, has read nothing but
/// the seal slots, and answers 503. Open: a whole deployment. Each state has a listener of its own
/// on the one port; the next one listens before the one before stops, so nobody finds the port
/// closed, and serving pays nothing for the other state. One thread at a time.
class SealableServer {
 public:
  /// Open, when the seal needs nobody; else sealed. Nobody is served yet. `folder` outlives this
  /// object. InvalidSetting with the reason and the remedy.
  static Result<std::unique_ptr<SealableServer>> open(Settings settings, const DataFolder& folder);

  std::uint16_t port() const { return settings_.port; }
  const Settings& settings() const { return settings_; }
  const DataFolder& folder() const { return folder_; }
  const Clock& clock() const { return clock_; }

  Deployment* deployment() { return deployment_.get(); }  ///< Null while sealed.
  Unsealing* unsealing() { return unsealing_.get(); }     ///< Null while open.

  void start();
  /// Answers the requests in flight, then writes what waits.
  void stop();

  /// From open to sealed: waits for the requests in flight, then all keys are wiped and the views
  /// are gone. InvalidSetting, and it stays open: it could not listen.
  Result<void> seal();
  /// From sealed to open. InvalidSetting, and it stays sealed.
  Result<void> unseal(keyring::Seal& seal);
  /// By which seal it is opened from now on.
  void use(SealSettings seal) { settings_.seal = std::move(seal); }

 private:
  SealableServer(Settings settings, const DataFolder& folder);
  void start_sealed();
  void wait_for_people(std::unique_ptr<SealedListener> listener, keyring::SealStatus status);

  Settings settings_;  // with the port that was taken
  const DataFolder& folder_;
  SystemClock clock_;
  std::unique_ptr<Deployment> deployment_;
  std::unique_ptr<SealedListener> listener_;
  std::unique_ptr<Unsealing> unsealing_;
  std::optional<jobs::Scheduler> sweeper_;  // drops shares that wait too long
};

}  // namespace strongroom::app
