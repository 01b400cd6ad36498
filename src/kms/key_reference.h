#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace strongroom::kms {

/// A KeyId taken apart (kms contract 2.1). Views into what it was parsed from.
struct KeyReference {
  std::string_view account;
  std::string_view resource;  ///< A key id, or `alias/NAME`.
  bool is_alias() const { return resource.starts_with("alias/"); }
};

/// Errors as KMS has them: ResourceNotFound for a malformed id and an ARN of another Region,
/// InvalidArn for what is no ARN of a key or alias.
Result<KeyReference> parse_key_id(std::string_view account, std::string_view region,
                                  std::string_view key_id);

/// The ARN of what `reference` names.
std::string arn_of(const KeyReference& reference, std::string_view region);

/// ResourceNotFound for a key or alias that is not there.
Error not_found(const KeyReference& reference, std::string_view region);

}  // namespace strongroom::kms
