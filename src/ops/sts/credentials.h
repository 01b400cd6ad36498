#pragma once

#include "base/clock.h"
#include "iam/sessions.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::sts {

/// Temporary credentials as answers carry them (iam contract 4). Holds secrets: the session keeps
/// the one that is viewed.
struct Credentials {
  std::string_view access_key_id;
  std::string_view secret_access_key;
  std::string session_token;
  Timestamp expiration;

  iam::SessionPtr session;  ///< Keeps alive what is viewed.
};
inline constexpr auto kCredentials = wire::shape<Credentials>(
    wire::member<&Credentials::access_key_id>("AccessKeyId"),
    wire::member<&Credentials::secret_access_key>("SecretAccessKey", wire::sensitive()),
    wire::member<&Credentials::session_token>("SessionToken", wire::sensitive()),
    wire::member<&Credentials::expiration>("Expiration"));

Credentials credentials_of(iam::Sessions::Issued issued);

/// PackedPolicySize: only of sessions that were given policies or tags.
std::optional<std::int64_t> packed_policy_size(const iam::Sessions::Issued& issued);

}  // namespace strongroom::ops::sts
