#pragma once

#include "base/result.h"
#include "secrets/secret.h"

#include <string>
#include <string_view>

namespace strongroom::secrets {

/// Letters, digits and -/_+=.@! (secrets-manager contract 1.6).
bool is_secret_name(std::string_view text);
/// Validation with the contract's text when it is no name.
Result<void> check_secret_name(std::string_view text);

/// `arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX`
std::string secret_arn(const Partition& partition, std::string_view name, std::string_view suffix);
std::string_view secret_arn(const Partition& partition, std::string_view name,
                            std::string_view suffix, Arena& arena);

/// A SecretId taken apart (contract section 2): a name, a full ARN or a partial ARN. Views into the
/// text.
struct SecretId {
  std::string_view name;     ///< Of a full ARN: without the suffix.
  std::string_view suffix;   ///< Six characters when it was a full ARN; empty otherwise.
  std::string_view account;  ///< Of an ARN; empty for a name.
};

/// Validation with the contract's text when it is neither an ARN of a secret nor a valid name.
Result<SecretId> parse_secret_id(std::string_view text);

}  // namespace strongroom::secrets
