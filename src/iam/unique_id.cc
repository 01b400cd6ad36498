#include "iam/unique_id.h"

#include "base/arn.h"
#include "base/encoding.h"
#include "crypto/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace strongroom::iam {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kPrefixSize = 4;
constexpr std::size_t kAccountCharacters = 9;  // 40 bits, then one whose top bit is the last
constexpr std::size_t kUniqueIdSize = 21;
constexpr std::size_t kAccessKeyIdSize = 20;
constexpr std::size_t kSecretAccessKeyBytes = 30;

std::uint64_t number_of(std::string_view account) {
  std::uint64_t number = 0;
  std::from_chars(account.data(), account.data() + account.size(), number);
  return number;
}

std::string new_id(std::string_view prefix, std::string_view account, std::size_t size) {
  const std::uint64_t number = number_of(account);
  const std::uint64_t leading = (number >> 1U) + (std::uint64_t{1} << 39U);
  std::string id(prefix);
  for (int shift = 35; shift >= 0; shift -= 5) id += kBase32[leading >> shift & 31U];
  id += kBase32[(number & 1U) << 4U | crypto::random_below(16)];
  return id + crypto::random_text(size - id.size(), kBase32);
}

}  // namespace

std::string new_unique_id(std::string_view prefix, std::string_view account) {
  return new_id(prefix, account, kUniqueIdSize);
}

std::string new_access_key_id(std::string_view prefix, std::string_view account) {
  return new_id(prefix, account, kAccessKeyIdSize);
}

std::optional<std::string> account_in_id(std::string_view id) {
  if (id.size() < kAccessKeyIdSize || id.size() > kUniqueIdSize) return std::nullopt;
  std::uint64_t bits = 0;
  for (const char c : id.substr(kPrefixSize)) {
    if (!kBase32.contains(c)) return std::nullopt;
  }
  for (const char c : id.substr(kPrefixSize, kAccountCharacters)) {
    bits = bits << 5U | kBase32.find(c);
  }
  constexpr std::uint64_t kLeadingBit = std::uint64_t{1} << 44U;
  if ((bits & kLeadingBit) == 0) return std::nullopt;
  std::string account = fmt::format("{:012}", (bits & (kLeadingBit - 1)) >> 4U);
  if (!is_account_id(account)) return std::nullopt;
  return account;
}

crypto::SecretBytes new_secret_access_key() {
  const crypto::SecretBytes random = crypto::SecretBytes::random(kSecretAccessKeyBytes);
  crypto::SecretBytes text(base64_size(kSecretAccessKeyBytes));
  encode_base64(random.reveal(), reinterpret_cast<char*>(text.writable().data()));
  return text;
}

}  // namespace strongroom::iam
