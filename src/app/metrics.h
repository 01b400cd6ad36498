#pragma once

#include "base/metrics.h"
#include "secrets/secret_repository.h"
#include "store/store.h"

namespace strongroom::app {

/// Registers what is counted inside the store and the repository. Both outlive the last
/// `registry.text()`.
void register_metrics(metrics::Registry& registry, const store::Store& store,
                      const secrets::SecretRepository& secrets);

}  // namespace strongroom::app
