#pragma once

#include "app/seal_settings.h"
#include "base/result.h"
#include "keyring/seal.h"

#include <memory>

namespace strongroom::app {

/// The part of check_seal for kind "kms".
Result<void> check_kms_seal(const SealSettings& settings);
/// InvalidSetting: ca_file or the credential can't be read. The KMS is not asked yet.
Result<std::unique_ptr<keyring::Seal>> make_kms_seal(const SealSettings& settings);

}  // namespace strongroom::app
