#pragma once

#include "base/http_client.h"
#include "base/task.h"
#include "iam/entities.h"
#include "iam/key_set.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace strongroom::iam {

/// The keys of a provider as they were fetched, and what it takes to ask for them again.
struct FetchedKeySet {
  KeySetPtr keys = {};                               ///< Null: never fetched.
  std::string address = {};                          ///< Where they were.
  std::string version = {};                          ///< The answer's ETag; empty when it had none.
  std::optional<std::chrono::seconds> max_age = {};  ///< How long the provider lets them be kept.
};

enum class KeySetFailure : std::uint8_t {
  Unreachable,  ///< It does not answer now: another try may help.
  Untrusted,    ///< Neither a CA nor a thumbprint vouches for its certificate.
  Unusable,     ///< It answers, but with no keys that may be used.
};

/// Fetches the keys that `provider` publishes: its discovery document tells where (OpenID Connect
/// Discovery 1.0, section 4). Both are fetched by https only, and the document must name the
/// provider's own URL. Keys that are the `known` ones still are not sent again. The log says why
/// there are none.
Task<std::expected<FetchedKeySet, KeySetFailure>> fetch_key_set(HttpClient& client,
                                                                OidcProviderPtr provider,
                                                                FetchedKeySet known);

}  // namespace strongroom::iam
