#pragma once

#include "base/result.h"
#include "base/task.h"
#include "kms/key_service.h"
#include "ops/context.h"
#include "policy/access.h"

#include <optional>
#include <string>
#include <string_view>

/// The KMS key of a secret. Errors of all, as Secrets Manager shows them (contract 7.4):
/// InvalidParameter for a KmsKeyId that is malformed, of another Region, does not exist, or is of
/// a key that does not encrypt; AccessDenied for what the caller must not see.
namespace strongroom::ops::secretsmanager {

/// The key that seals values of a secret of `partition`, whoever asks; aws/secretsmanager for an
/// empty id, made on first use.
Task<Result<kms::KeyPtr>> encryption_key(OperationContext& context,
                                         const secrets::Partition& partition,
                                         std::string_view kms_key_id);

/// What is kept and shown of the KmsKeyId that a request gives: nothing for aws/secretsmanager,
/// else as it was given (contract 4).
Result<std::string> chosen_key_id(const OperationContext& context,
                                  const secrets::Partition& partition, std::string_view kms_key_id);

/// Tries the key that a request chooses for `secret` (contract 7.1).
Task<Result<void>> check_chosen_key(OperationContext& context, const secrets::Secret& secret,
                                    std::string_view kms_key_id);

/// The conditions KmsKeyId and KmsKeyArn of a request.
void add_key_conditions(const OperationContext& context, policy::AccessRequest& access,
                        std::optional<std::string_view> kms_key_id);

// What a client sees when KMS refuses to open or to seal a value because of the key's state;
// other errors pass.
Error decryption_error(const OperationContext& context, Error error);
Error encryption_error(const OperationContext& context, Error error);

}  // namespace strongroom::ops::secretsmanager
