#include "secrets/secret_use.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

/// Whatever decodes has one encoding: the bytes that were given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto record = std::as_bytes(std::span(data, size));
  const auto use = strongroom::secrets::decode_secret_use(record);
  if (use && !std::ranges::equal(strongroom::secrets::encode_secret_use(*use), record)) {
    std::abort();
  }
  return 0;
}
