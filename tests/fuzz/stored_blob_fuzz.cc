// Every stored format on arbitrary bytes: nothing may open, crash or read beyond its end.

#include "base/bytes.h"
#include "crypto/locked_memory.h"
#include "keyring/backing_key.h"
#include "keyring/barrier_record.h"
#include "keyring/key_text.h"
#include "keyring/keyring.h"
#include "keyring/seal_slot.h"
#include "keyring/secret_value.h"
#include "keyring/wrapped_key.h"
#include "require.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace {

using namespace strongroom;

const Bytes kKey(32, std::byte{1});
const keyring::DeploymentId kDeployment{};

/// Room for what `sealed` would hold in clear.
Bytes room_for(ByteView sealed, std::size_t overhead) {
  return Bytes(sealed.size() < overhead ? 0 : sealed.size() - overhead);
}

void open_records(ByteView input) {
  static const keyring::Keyring keys = keyring::Keyring::create({});
  Bytes room = room_for(input, keyring::kBarrierOverhead);
  require(!keyring::open_barrier_record(keys, bytes_of("key"), input, room));
  require(!keyring::unwrap_key(keys, {}, input, room));
  require(!keyring::open_keyring(input, kKey, kDeployment));
}

void open_kms_blob(ByteView input) {
  const auto under = keyring::kms_blob_key(input);
  if (!under) return;
  crypto::HmacSha256 hmac(kKey);
  Bytes room = room_for(input, keyring::kKmsBlobOverhead);
  require(!keyring::open_kms_blob(hmac, input, {}, room));
}

void open_secret_value(ByteView input) {
  const auto value = keyring::SealedValue::parse(input);
  if (!value) return;
  for (std::size_t i = 0; i < value->wrap_count(); ++i) open_kms_blob(value->wrap(i));
  Bytes room(value->plain_size());
  require(!value->open(kKey, {}, room));
}

void read_seal_slot(ByteView input) {
  const auto slot = keyring::seal_slot_of(text_of(input));
  if (slot) require(keyring::json_of(*slot) == text_of(input));
}

/// What a keyring holds in clear is parsed too, once it is authentic.
void parse_keyring_content(ByteView input) {
  constexpr keyring::EnvelopeKind kKind{.first_byte = std::byte{0xe1}, .label = "keyring/v1"};
  crypto::HmacSha256 root(kKey);
  const Bytes sealed =
      keyring::seal_envelope(kKind, root, 1, {kDeployment}, input, keyring::Nonce{});
  static_cast<void>(keyring::open_keyring(sealed, kKey, kDeployment));
}

void decode_key_file(ByteView input) {
  std::array<std::byte, 32> key;
  static_cast<void>(keyring::decode_key_text(text_of(input), key));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ByteView input = std::as_bytes(std::span(bytes, size));
  open_records(input);
  open_kms_blob(input);
  open_secret_value(input);
  read_seal_slot(input);
  parse_keyring_content(input);
  decode_key_file(input);
  return 0;
}
