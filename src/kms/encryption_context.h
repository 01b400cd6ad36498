#pragma once

#include "keyring/encryption_context.h"

namespace strongroom::kms {

using keyring::canonical_context;
using keyring::EncryptionContext;

}  // namespace strongroom::kms
