// Records of KMS on arbitrary bytes: what decodes is written so that it decodes again.

#include "kms/key_record.h"
#include "require.h"

#include <cstddef>
#include <cstdint>
#include <span>

using namespace strongroom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView record = std::as_bytes(std::span(data, size));
  if (const auto key = kms::decode_key(record)) require(kms::decode_key(encode(*key)).has_value());
  if (const auto alias = kms::decode_alias(record)) {
    require(kms::decode_alias(encode(*alias)).has_value());
  }
  if (const auto grant = kms::decode_grant(record)) {
    require(kms::decode_grant(encode(*grant)).has_value());
  }
  if (const auto use = kms::decode_last_use(record)) {
    require(kms::decode_last_use(encode(*use)) == *use);
  }
  if (const auto start = kms::decode_tracking_start(record)) {
    require(kms::decode_tracking_start(kms::encode_tracking_start(*start)) == *start);
  }
  return 0;
}
