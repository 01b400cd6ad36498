#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

#include <string>
#include <string_view>

namespace strongroom::secrets {

/// Makes and reads NextToken values: base64 of AES-256-GCM under a key of the deployment, so that a
/// client can neither read nor forge one, nor use it with another query. Any thread; tokens survive
/// a restart.
class PageTokens {
 public:
  /// `token_key`: the keyring's (crypto contract, section 4); a key of its own is derived from it.
  explicit PageTokens(ByteView token_key);

  /// `query` says what the token belongs to: every byte of it is authenticated.
  std::string seal(ByteView query, ByteView position) const;
  /// InvalidNextToken for whatever is not a token that `seal` made for this query.
  Result<Bytes> open(ByteView query, std::string_view token) const;

 private:
  crypto::SecretBytes key_;
};

}  // namespace strongroom::secrets
