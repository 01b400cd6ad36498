#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "ops/context.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// Whose access keys an operation is about: a user's, or those of the account's root.
struct AccessKeyOwner {
  strongroom::iam::UserPtr user;  ///< Null for root.
  std::vector<std::string> keys;  ///< Ids, the oldest first.

  /// As answers show it; nothing for root.
  std::optional<std::string_view> name() const;
};

/// Of the user that the decision was about, else of root. NoSuchEntity.
Result<AccessKeyOwner> access_key_owner(const OperationContext& context,
                                        std::optional<std::string_view> user);

/// `Active`, `Inactive`
std::string_view access_key_status(bool active);

}  // namespace strongroom::ops::iam_api
