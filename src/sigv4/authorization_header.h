#pragma once

#include "base/result.h"
#include "sigv4/signature.h"

#include <string_view>

namespace strongroom::sigv4 {

/// The text of a signature, from the header or from the query, before any of it is looked into.
struct SignatureParts {
  std::string_view credential;
  std::string_view signed_headers;
  std::string_view signature;
  std::string_view date;           ///< X-Amz-Date, or the Date header.
  std::string_view expires;        ///< Of the query; data() is null when absent.
  std::string_view session_token;  ///< data() is null when absent.
};

/// Takes `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...` apart (sigv4 contract
/// 2.1). `value` is the header's, trimmed. Error: IncompleteSignature.
Result<SignatureParts> parse_authorization_header(std::string_view value,
                                                  const SignableRequest& request);

}  // namespace strongroom::sigv4
