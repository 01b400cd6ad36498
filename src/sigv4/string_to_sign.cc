#include "sigv4/string_to_sign.h"

#include "sigv4/canonical_request.h"

namespace strongroom::sigv4 {

std::string_view string_to_sign(const Signature& signature, std::string_view canonical_request,
                                Arena& arena) {
  ArenaText out(arena);
  for (const std::string_view line : {kAlgorithm, signature.date, signature.credential.scope}) {
    out.append(line);
    out.append('\n');
  }
  append_hex(crypto::sha256(bytes_of(canonical_request)), out);
  return out.view();
}

}  // namespace strongroom::sigv4
