#include "crypto/public_key_pem.h"

#include "base/encoding.h"

#include <utility>

namespace strongroom::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";
constexpr std::size_t kLine = 64;

}  // namespace

std::string pem_of(const PublicKey& key) {
  const std::string base64 = base64_of(key.der());
  std::string text(kBegin);
  for (std::size_t at = 0; at < base64.size(); at += kLine) {
    text.append("\n").append(base64, at, kLine);
  }
  return text.append("\n").append(kEnd).append("\n");
}

std::vector<PublicKey> keys_of_pem(std::string_view text) {
  std::vector<PublicKey> keys;
  for (std::size_t at = text.find(kBegin); at != std::string_view::npos;
       at = text.find(kBegin, at + 1)) {
    const std::size_t from = at + kBegin.size();
    const std::size_t to = text.find(kEnd, from);
    if (to == std::string_view::npos) break;
    std::string base64(text.substr(from, to - from));
    std::erase_if(base64, [](char c) { return c == '\n' || c == '\r' || c == ' '; });
    Bytes der(base64_decoded_bound(base64.size()));
    const auto decoded = decode_base64(base64, der);
    if (!decoded) continue;
    if (auto key = PublicKey::of_der(*decoded)) keys.push_back(*std::move(key));
  }
  return keys;
}

}  // namespace strongroom::crypto
