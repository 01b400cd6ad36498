#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "sigv4/signable_request.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::sigv4 {

inline constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kTerminator = "aws4_request";

/// `AKID/yyyymmdd/region/service/aws4_request`, taken apart. Views.
struct Credential {
  std::string_view access_key_id;
  std::string_view scope;  ///< All after the key id.
  std::string_view date;
  std::string_view region;
  std::string_view service;
};

/// What a request claims about who signed it; nothing of it is proven before `verify`.
struct Signature {
  enum class Form : std::uint8_t { Header, Query };

  Form form = Form::Header;
  Credential credential;
  std::string_view signed_headers;  ///< `host;x-amz-date`: sorted, all present, host among them.
  crypto::Digest256 value{};
  std::string_view date;                        ///< `yyyymmddThhmmssZ`.
  Timestamp at;                                 ///< The same.
  std::optional<std::chrono::seconds> expires;  ///< Of a presigned URL.
  std::string_view session_token;               ///< Empty without one.
};

/// Reads the signature from the Authorization header or, when the URL is presigned, from the query,
/// and checks all that needs no rule, time or key (sigv4 contract 2, 3.4, and rows 1 to 6 of
/// section 6). Views are into the request or `arena`. Errors: MissingAuthenticationToken,
/// IncompleteSignature, InvalidSignature, UnrecognizedClient (an unusable session token).
Result<Signature> read_signature(const SignableRequest& request, Arena& arena);

}  // namespace strongroom::sigv4
