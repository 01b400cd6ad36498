#pragma once

#include "audit/audit_log.h"
#include "base/clock.h"
#include "base/task.h"
#include "kms/key_service.h"
#include "store/store.h"

#include <string_view>

namespace strongroom::jobs {

/// Does what is due to KMS keys without a caller: destroys those whose waiting period has ended,
/// with their material and all that belongs to them, takes away imported material that has expired,
/// and rotates the others (CloudTrail's service events DeleteKey, DeleteExpiredKeyMaterial and
/// RotateKey). What could not be done is tried again in the next round.
class KeySchedule {
 public:
  /// What it is given outlives it.
  KeySchedule(kms::KeyService& keys, store::Store& store, audit::AuditLog& audit)
      : keys_(keys), store_(store), audit_(audit) {}

  void run(Timestamp now);

 private:
  Task<Result<void>> attend_to(const kms::Key& key, Timestamp now);
  Task<Result<void>> commit(const kms::Key& key, std::string_view event, kms::KeyChange change,
                            Timestamp now);

  kms::KeyService& keys_;
  store::Store& store_;
  audit::AuditLog& audit_;
};

}  // namespace strongroom::jobs
