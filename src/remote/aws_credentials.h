#pragma once

#include "base/http_client.h"
#include "base/result.h"
#include "base/wiped_string.h"
#include "crypto/secret_bytes.h"

#include <expected>
#include <string>
#include <string_view>

namespace strongroom::remote {

/// With what requests to another service are signed.
struct AwsCredentials {
  std::string access_key_id;
  crypto::SecretBytes secret_access_key;
  WipedString session_token;  ///< Empty for a key that lasts.
};

/// From the text of a credentials file as AWS's tools have it: `aws_access_key_id = ...`,
/// `aws_secret_access_key = ...` and perhaps `aws_session_token = ...`, under one `[heading]` or
/// none. InvalidSetting: one is missing, or there are two headings.
Result<AwsCredentials> credentials_in(std::string_view text);

/// Why a service gave nothing.
struct RemoteFailure {
  bool may_pass;  ///< It is worth asking again.
  std::string detail;
};

/// Those of the machine's role: of the container when its environment names where they are
/// (AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI), else of the instance, by version 2 of
/// its metadata service (at AWS_EC2_METADATA_SERVICE_ENDPOINT when that is set).
std::expected<AwsCredentials, RemoteFailure> credentials_of_machine(HttpClient& client);

}  // namespace strongroom::remote
