#include "kms/key_reference.h"

#include "base/arn.h"
#include "keyring/key_uuid.h"

#include <fmt/format.h>

namespace strongroom::kms {
namespace {

constexpr std::string_view kKey = "key/";
constexpr std::string_view kAlias = "alias/";

}  // namespace

Result<KeyReference> parse_key_id(std::string_view account, std::string_view region,
                                  std::string_view key_id) {
  KeyReference reference{.account = account, .resource = key_id};
  if (key_id.starts_with("arn:")) {
    const auto arn = parse_arn(key_id);
    const bool sound = arn && arn->service == "kms" && is_account_id(arn->account) &&
                       (arn->resource.starts_with(kKey) || arn->resource.starts_with(kAlias));
    if (!sound || arn->partition != partition_of_region(arn->region)) {
      return failure(ErrorCode::InvalidArn, fmt::format("Invalid arn {}", key_id));
    }
    if (arn->region != region) {
      return failure(ErrorCode::ResourceNotFound, fmt::format("Invalid arn {}", arn->region));
    }
    reference = {.account = arn->account, .resource = arn->resource};
    if (!reference.is_alias()) reference.resource.remove_prefix(kKey.size());
  }
  if (!reference.is_alias() && !keyring::key_uuid_of(reference.resource)) {
    return failure(ErrorCode::ResourceNotFound, fmt::format("Invalid keyId '{}'", key_id));
  }
  return reference;
}

std::string arn_of(const KeyReference& reference, std::string_view region) {
  return fmt::format("arn:{}:kms:{}:{}:{}{}", partition_of_region(region), region,
                     reference.account, reference.is_alias() ? "" : kKey, reference.resource);
}

Error not_found(const KeyReference& reference, std::string_view region) {
  const std::string arn = arn_of(reference, region);
  return {ErrorCode::ResourceNotFound, reference.is_alias()
                                           ? fmt::format("Alias {} is not found.", arn)
                                           : fmt::format("Key '{}' does not exist", arn)};
}

}  // namespace strongroom::kms
