// What Decrypt takes from a client: arbitrary bytes name a key or none, and never open.

#include "base/bytes.h"
#include "keyring/keyring.h"
#include "kms/key.h"
#include "kms/key_changes.h"
#include "kms/key_material.h"
#include "require.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using namespace strongroom;

/// A key of two generations.
const kms::Key& a_key() {
  static const kms::Key key = [] {
    const keyring::Keyring keyring = keyring::Keyring::create({});
    kms::Key made;
    made.account = "111122223333";
    made.region = "eu-west-1";
    made.id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    kms::give_material(keyring, made);
    kms::rotate(keyring, made, kms::RotationType::OnDemand, {});
    made.material = kms::unwrapped_material(keyring, made).value();
    return made;
  }();
  return key;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ByteView blob = std::as_bytes(std::span(bytes, size));
  const auto named = kms::key_of_blob(blob);
  require(kms::is_under(blob, a_key()) == (named == a_key().id));
  const auto plain_size = kms::plain_size(blob);
  if (!plain_size) {
    require(!named);
    return 0;
  }
  Bytes plain(*plain_size);
  require(!kms::open(a_key(), blob, {}, plain));
  return 0;
}
