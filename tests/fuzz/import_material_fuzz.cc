// What ImportKeyMaterial takes from a client: tokens and wrapped material that nobody here made
// never open, and what is material of a kind of key is so in one form.

#include "base/bytes.h"
#include "keyring/keyring.h"
#include "kms/import_token.h"
#include "kms/import_wrapping.h"
#include "kms/key_import.h"
#include "require.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using namespace strongroom;

void open_as_token(ByteView bytes) {
  static const keyring::Keyring keyring = keyring::Keyring::create({});
  static const kms::Key key;
  require(!kms::open_import_token(keyring, key, bytes, {}));
}

void open_as_wrapped(ByteView bytes) {
  static const auto key = crypto::PrivateKey::generate(crypto::kRsa2048);
  for (std::uint8_t i = 0; i < kms::kWrappingAlgorithmNames.size(); ++i) {
    require(!kms::unwrapped_import(key, static_cast<kms::WrappingAlgorithm>(i), bytes));
  }
}

void take_as_material(ByteView bytes) {
  for (const kms::KeyKind* kind :
       {&kms::symmetric_kind(), kms::find_kind("HMAC_512", "GENERATE_VERIFY_MAC"),
        kms::find_kind("ECC_NIST_P256", "SIGN_VERIFY"),
        kms::find_kind("ECC_NIST_EDWARDS25519", "SIGN_VERIFY")}) {
    const auto taken = kms::importable_material(*kind, bytes);
    if (!taken) continue;
    const auto again = kms::importable_material(*kind, taken->reveal());
    require(again && *again == *taken);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes = std::as_bytes(std::span(data, size));
  open_as_token(bytes);
  open_as_wrapped(bytes);
  take_as_material(bytes);
  return 0;
}
