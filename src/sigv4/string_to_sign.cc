#include "sigv4/string_to_sign.h"

#include "crypto/remembered_prefixes.h"
#include "sigv4/canonical_request.h"

#include <algorithm>

namespace strongroom::sigv4 {
namespace {

/// Requests of one second to one host differ in nothing but the hash of the body, which stands
/// last.
crypto::Digest256 hash_of(std::string_view canonical_request, const Signature& signature) {
  thread_local crypto::RememberedPrefixes prefixes;
  constexpr std::size_t kPayloadHash = 64;
  const bool kept = signature.session_token.data() == nullptr;  // no token stays in memory
  const std::size_t own = kept ? kPayloadHash : canonical_request.size();
  return prefixes.digest(canonical_request,
                         canonical_request.size() - std::min(own, canonical_request.size()));
}

}  // namespace

std::string_view string_to_sign(const Signature& signature, std::string_view canonical_request,
                                Arena& arena) {
  ArenaText out(arena);
  for (const std::string_view line : {kAlgorithm, signature.date, signature.credential.scope}) {
    out.append(line);
    out.append('\n');
  }
  append_hex(hash_of(canonical_request, signature), out);
  return out.view();
}

}  // namespace strongroom::sigv4
