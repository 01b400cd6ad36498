#pragma once

#include "secrets/secret_repository.h"

#include <span>

namespace strongroom::jobs {

/// Adds the reads of secrets that are counted in memory to the store. Those of secrets that are
/// changed at the same moment wait until the next round; those of secrets that are gone are
/// forgotten.
class ReadCountWriter {
 public:
  /// `secrets` outlives it.
  explicit ReadCountWriter(secrets::SecretRepository& secrets) : secrets_(secrets) {}

  void run();

 private:
  void put_back(std::span<const secrets::SecretRepository::Reads> reads);

  secrets::SecretRepository& secrets_;
};

}  // namespace strongroom::jobs
