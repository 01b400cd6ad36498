#pragma once

#include "base/result.h"
#include "base/task.h"
#include "kms/key_service.h"
#include "ops/context.h"
#include "policy/access.h"

#include <optional>
#include <string>
#include <string_view>

/// The KMS key of a secret. Errors of all: those of KeyService::find (contract 7.4).
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

/// The conditions KmsKeyId and KmsKeyArn of a request.
void add_key_conditions(const OperationContext& context, policy::AccessRequest& access,
                        std::optional<std::string_view> kms_key_id);

}  // namespace strongroom::ops::secretsmanager
