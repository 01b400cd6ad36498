#include "crypto/private_key.h"
#include "crypto/public_key.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

using namespace strongroom;
using namespace strongroom::crypto;

namespace {

void look_at_public_key(ByteView der) {
  const auto key = PublicKey::of_der(der);
  if (!key) return;
  const Bytes written = key->der();
  const auto again = PublicKey::of_der(written);
  if (!again || again->spec() != key->spec() || again->der() != written) std::abort();
}

void look_at_private_key(const KeyPairSpec& spec, ByteView der) {
  const auto key = PrivateKey::of_own_der(spec, der);
  if (!key) return;
  if (key->public_key().spec() != spec) std::abort();
  if (!PrivateKey::of_own_der(spec, key->der().reveal())) std::abort();
}

}  // namespace

/// A key as DER, public or private. What is taken is written in one form, which is taken again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView der = std::as_bytes(std::span(data, size));
  look_at_public_key(der);
  for (const KeyPairSpec& spec :
       {kRsa2048, kRsa3072, kRsa4096, kP256, kP384, kP521, kSecp256k1, kEd25519}) {
    look_at_private_key(spec, der);
  }
  return 0;
}
