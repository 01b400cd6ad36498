#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "sigv4/signature.h"
#include "sigv4/signing_key.h"

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::sigv4 {

/// What one service asks of a signature.
struct Rules {
  std::string_view service;  ///< Its name in the scope.
  std::span<const std::string_view>
      regions{};                   ///< That it accepts; none: whatever is a Region's name.
  std::chrono::minutes window{5};  ///< How far the client's clock may be off.
  /// Longest use of a presigned URL; none: presigned URLs are refused.
  std::optional<std::chrono::seconds> longest_presigned{};
};

/// Rows 7 to 9 of sigv4 contract 6: service, Region, time. Errors: InvalidSignature; for a
/// presigned URL where none is allowed MissingAuthenticationToken.
Result<void> check_scope(const Signature& signature, const Rules& rules, Timestamp now);

/// Proves that the holder of `key` signed `request`; `check_scope` has passed. `key` is nullopt
/// when the access key id is unknown, inactive, or its session token is not good: the same work is
/// then done with a dummy secret, so that time does not tell. Errors: UnrecognizedClient (row 10,
/// also for a temporary key id without token and a long-term one with), InvalidSignature (row 12,
/// for a known key with the texts that should have been signed).
Result<void> verify(const Signature& signature, const SignableRequest& request,
                    const std::optional<SecretAccessKey>& key, SigningKeyCache& cache,
                    Arena& arena);

}  // namespace strongroom::sigv4
