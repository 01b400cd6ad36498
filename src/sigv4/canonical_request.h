#pragma once

#include "base/arena.h"
#include "sigv4/signature.h"

#include <string_view>

namespace strongroom::sigv4 {

/// Departures from the request as it arrived.
struct CanonicalForm {
  bool host_without_port = false;    ///< Some HTTP stacks add the default port (contract 3.5).
  bool query_without_token = false;  ///< Some clients add the token after signing (3.6).
  bool token_masked = false;         ///< To show to the client.
};

/// The canonical request of sigv4 contract 3, built in `arena`. `signature` gives the form and the
/// signed headers, which must have been checked.
std::string_view canonical_request(const SignableRequest& request, const Signature& signature,
                                   std::string_view payload_hash, CanonicalForm form, Arena& arena);

/// The path without dot segments and repeated slashes, encoded once more (3.1).
void append_canonical_path(std::string_view path, Arena& arena, ArenaText& out);

/// Lower-case hex.
void append_hex(ByteView bytes, ArenaText& out);

}  // namespace strongroom::sigv4
