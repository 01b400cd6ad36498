#pragma once

#include "audit/audit_log.h"
#include "base/clock.h"
#include "secrets/secret_repository.h"
#include "store/store.h"

namespace strongroom::jobs {

/// Removes secrets whose recovery window has ended, with all their versions, and records it
/// (CloudTrail's service event EndSecretVersionDelete). What could not be removed is tried again in
/// the next round.
class SecretPurge {
 public:
  /// What it is given outlives it.
  SecretPurge(secrets::SecretRepository& secrets, store::Store& store, audit::AuditLog& audit)
      : secrets_(secrets), store_(store), audit_(audit) {}

  void run(Timestamp now);

 private:
  Task<Result<void>> purge(secrets::SecretPtr secret, Timestamp now);

  secrets::SecretRepository& secrets_;
  store::Store& store_;
  audit::AuditLog& audit_;
};

}  // namespace strongroom::jobs
