#pragma once

#include "base/clock.h"
#include "secrets/secret_repository.h"

namespace strongroom::jobs {

/// Writes the dates of access that wait in memory into the secrets' records, many in one commit. A
/// secret that is changed at the same moment, and those of its commit, keep their dates waiting
/// until the next round.
class AccessDateWriter {
 public:
  /// `secrets` outlives it.
  explicit AccessDateWriter(secrets::SecretRepository& secrets) : secrets_(secrets) {}

  void run();

 private:
  struct Batch;
  /// Leaves the batch empty. False: the store takes nothing now.
  bool write(Batch& batch);

  secrets::SecretRepository& secrets_;
};

}  // namespace strongroom::jobs
