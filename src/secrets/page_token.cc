#include "secrets/page_token.h"

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/random.h"

#include <algorithm>
#include <array>

namespace strongroom::secrets {
namespace {

// A token: format byte, IV, sealed position; the format byte and the query are authenticated with
// it.
constexpr std::byte kFormat{1};
constexpr std::size_t kHeaderSize = 1 + crypto::kIvSize;

}  // namespace

PageTokens::PageTokens(ByteView token_key) : key_(crypto::kKeySize) {
  crypto::derive(token_key, "pagetoken/v1", {}, key_.writable());
}

std::string PageTokens::seal(ByteView query, ByteView position) const {
  Bytes token(kHeaderSize + position.size() + crypto::kTagSize);
  token[0] = kFormat;
  const auto iv = std::span(token).subspan(1, crypto::kIvSize);
  crypto::random_bytes(iv);
  crypto::aead_seal(key_.reveal(), iv, {ByteView(&kFormat, 1), query}, position,
                    std::span(token).subspan(kHeaderSize));
  return base64_of(token);
}

Result<Bytes> PageTokens::open(ByteView query, std::string_view token) const {
  const auto invalid = [] {
    return failure(ErrorCode::InvalidNextToken, "The NextToken value is invalid.");
  };
  Bytes decoded(base64_decoded_bound(token.size()));
  const auto bytes = decode_base64(token, decoded);
  if (!bytes || bytes->size() < kHeaderSize + crypto::kTagSize || bytes->front() != kFormat) {
    return invalid();
  }
  const ByteView sealed = bytes->subspan(kHeaderSize);
  Bytes position(sealed.size() - crypto::kTagSize);
  if (!crypto::aead_open(key_.reveal(), bytes->subspan(1, crypto::kIvSize),
                         {ByteView(&kFormat, 1), query}, sealed, position)) {
    return invalid();
  }
  return position;
}

}  // namespace strongroom::secrets
