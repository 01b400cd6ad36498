#include "policy/resource_policy.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// A policy of any bytes is parsed or refused; what was parsed can be checked for public access.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto document = strongroom::policy::parse_resource_policy(text)) {
    strongroom::policy::first_public_statement(*document);
  }
  return 0;
}
