#pragma once

#include "crypto/secret_bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::iam {

// The first four letters of an id say what it names (iam contract 1.2).
inline constexpr std::string_view kUserId = "AIDA";
inline constexpr std::string_view kGroupId = "AGPA";
inline constexpr std::string_view kRoleId = "AROA";
inline constexpr std::string_view kPolicyId = "ANPA";
inline constexpr std::string_view kAccessKeyId = "AKIA";
inline constexpr std::string_view kTemporaryKeyId = "ASIA";

/// A fresh id of a user, group, role or policy: 21 characters that embed the account. Never reused:
/// 39 random bits, and the caller commits it on a name that was free.
std::string new_unique_id(std::string_view prefix, std::string_view account);

/// A fresh id of an access key: 20 characters of the same form.
std::string new_access_key_id(std::string_view prefix, std::string_view account);

/// The account that an id of either form embeds; nothing when the text has not that form. It does
/// not say that the id was ever given out.
std::optional<std::string> account_in_id(std::string_view id);

/// 40 characters of `A-Za-z0-9+/`, 30 random bytes in base64.
crypto::SecretBytes new_secret_access_key();

}  // namespace strongroom::iam
