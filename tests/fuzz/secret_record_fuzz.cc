#include "secrets/secret_record.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

/// Whatever decodes has one encoding: the bytes that were given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto record = std::as_bytes(std::span(data, size));
  const auto secret = strongroom::secrets::decode_secret(record);
  if (secret && !std::ranges::equal(strongroom::secrets::encode_secret(*secret), record)) {
    std::abort();
  }
  return 0;
}
