#pragma once

#include "app/backup_commands.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

#include <span>

namespace strongroom::app {

/// Adds `status`, `unseal`, `seal` and `rekey root`. The one that was given sets `chosen`.
void add_seal_commands(CLI::App& app, Command& chosen);

/// Shows new shares on standard output, as SHARE_1=... on a line each. Unavailable: they were not
/// all written.
Result<void> show_shares(std::span<const crypto::SecretBytes> shares);

}  // namespace strongroom::app
