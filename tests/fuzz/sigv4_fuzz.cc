#include "sigv4/verify.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace strongroom;

namespace {

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
  return line;
}

}  // namespace

// The input is a target, then lines of `Name:value`, then after an empty line the body. No input
// carries a good signature, since nobody knows the secret.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  sigv4::SignableRequest request{.method = "POST", .target = take_line(text)};
  std::vector<sigv4::Header> headers;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) break;
    headers.push_back({.name = line.substr(0, colon), .value = line.substr(colon + 1)});
  }
  request.headers = headers;
  request.body_hash = crypto::sha256(bytes_of(text));

  Arena arena;
  const auto signature = sigv4::read_signature(request, arena);
  if (!signature) return 0;
  const sigv4::Rules rules{.service = "kms", .longest_presigned = std::chrono::minutes(15)};
  (void)sigv4::check_scope(*signature, rules, signature->at);
  sigv4::SigningKeyCache cache;
  const sigv4::SecretAccessKey key{.secret = bytes_of("a secret"), .generation = 0};
  if (sigv4::verify(*signature, request, key, cache, arena)) std::abort();
  return 0;
}
