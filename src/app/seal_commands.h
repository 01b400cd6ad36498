#pragma once

#include "app/command.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

#include <span>

namespace strongroom::app {

/// Adds `status`, `unseal`, `seal` and `rekey root`.
void add_seal_commands(const Command& program);

/// Shows new shares on standard output, as SHARE_1=... on a line each. Unavailable: they were not
/// all written.
Result<void> show_shares(std::span<const crypto::SecretBytes> shares);

}  // namespace strongroom::app
