#pragma once

#include "base/result.h"
#include "kms/encryption_context.h"
#include "kms/key.h"
#include "kms/key_guard.h"
#include "ops/context.h"

/// Keys in the audit records of a call (cloudtrail contract 3 and 4.2).
namespace strongroom::ops {

/// In the arena.
audit::Resource resource_of(const kms::Key& key, Arena& arena);

/// Secrets Manager has used a key for the caller, or was refused: a record of KMS's own.
void note_key_use(OperationContext& context, const kms::Key& key, kms::KeyUse use,
                  kms::EncryptionContext pairs, const Result<void>& outcome);

}  // namespace strongroom::ops
