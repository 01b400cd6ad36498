#include "sigv4/sign.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "sigv4/canonical_request.h"
#include "sigv4/request_date.h"
#include "sigv4/signing_key.h"
#include "sigv4/string_to_sign.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace strongroom::sigv4 {
namespace {

std::string all_header_names(const SignableRequest& request) {
  std::set<std::string> names;
  for (const Header& header : request.headers) {
    std::string name(header.name);
    std::ranges::transform(name, name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    names.insert(std::move(name));
  }
  return fmt::format("{}", fmt::join(names, ";"));
}

}  // namespace

std::string authorization_for(const SignableRequest& request, const Signer& signer, Timestamp at) {
  Arena arena;
  const std::string date = basic_date(at);
  const std::string scope = fmt::format("{}/{}/{}/{}", std::string_view(date).substr(0, 8),
                                        signer.region, signer.service, kTerminator);
  const std::string signed_headers = all_header_names(request);
  Signature signature;
  signature.credential = {.access_key_id = signer.access_key_id,
                          .scope = scope,
                          .date = std::string_view(date).substr(0, 8),
                          .region = signer.region,
                          .service = signer.service};
  signature.signed_headers = signed_headers;
  signature.date = date;
  const std::string payload_hash = hex_of(request.body_hash);
  const std::string_view text = string_to_sign(
      signature, canonical_request(request, signature, payload_hash, {}, arena), arena);
  crypto::Digest256 key =
      derive_signing_key(bytes_of(signer.secret_access_key), signature.credential);
  const std::string value = hex_of(crypto::hmac_sha256(key, {bytes_of(text)}));
  crypto::wipe(key);
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
                     signer.access_key_id, scope, signed_headers, value);
}

}  // namespace strongroom::sigv4
