#pragma once

#include "base/clock.h"
#include "secrets/secret_repository.h"

namespace strongroom::jobs {

/// Writes the dates of access that wait in memory into the secrets' records. A secret that is
/// changed at the same moment keeps its date waiting until the next round.
class AccessDateWriter {
 public:
  /// `secrets` outlives it.
  explicit AccessDateWriter(secrets::SecretRepository& secrets) : secrets_(secrets) {}

  void run();

 private:
  secrets::SecretRepository& secrets_;
};

}  // namespace strongroom::jobs
