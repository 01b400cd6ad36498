#pragma once

#include "kms/key_service.h"

namespace strongroom::jobs {

/// Writes the last uses of keys that wait in memory into the store. A key that is changed at the
/// same moment keeps its use waiting until the next round; that of a key that is gone is forgotten.
class KeyUseWriter {
 public:
  /// `keys` outlives it.
  explicit KeyUseWriter(kms::KeyService& keys) : keys_(keys) {}

  void run();

 private:
  Result<void> write();

  kms::KeyService& keys_;
  bool start_written_ = false;
};

}  // namespace strongroom::jobs
