#include "crypto/key_der.h"

#include "crypto/libcrypto.h"

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace strongroom::crypto::key_der {
namespace {

using namespace std::string_view_literals;

constexpr std::byte kSequence{0x30};
constexpr std::byte kLongForm{0x80};

struct Algorithm {
  std::string_view identifier;  ///< An AlgorithmIdentifier without its tag and length.
  KeyKind kind;
};

// RFC 8017 A.1, RFC 5480 2.1.1, SEC 2 A.2, RFC 8410 3: curves are named, never spelt out.
constexpr std::array<Algorithm, 6> kAlgorithms{{
    {"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"sv, KeyKind::Rsa},
    {"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"sv,
     KeyKind::P256},
    {"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22"sv, KeyKind::P384},
    {"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23"sv, KeyKind::P521},
    {"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x0a"sv, KeyKind::Secp256k1},
    {"\x06\x03\x2b\x65\x70"sv, KeyKind::Ed25519},
}};

/// Takes tag and length of a SEQUENCE whose content is all that is left. A length of more than two
/// bytes is none of ours.
bool take_sequence(ByteView& rest) {
  if (rest.size() < 4 || rest[0] != kSequence) return false;
  std::size_t size = std::to_integer<std::size_t>(rest[1]);
  std::size_t head = 2;
  if ((rest[1] & kLongForm) != std::byte{}) {
    head += size & 0x7f;
    if (head > 4 || head == 2) return false;
    size = 0;
    for (const std::byte digit : rest.subspan(2, head - 2)) {
      size = size << 8 | std::to_integer<std::size_t>(digit);
    }
  }
  rest = rest.subspan(head);
  return size == rest.size();
}

std::optional<KeyKind> kind_in(ByteView rest) {
  const auto* const found = std::ranges::find_if(kAlgorithms, [&](const Algorithm& known) {
    // All are so short that their length is one byte.
    return rest.size() > 2 && rest[0] == kSequence &&
           std::to_integer<std::size_t>(rest[1]) == known.identifier.size() &&
           text_of(rest.subspan(2)).starts_with(known.identifier);
  });
  if (found == kAlgorithms.end()) return std::nullopt;
  return found->kind;
}

}  // namespace

std::optional<KeyKind> kind_of_public_key(ByteView der) {
  if (!take_sequence(der)) return std::nullopt;
  return kind_in(der);
}

std::optional<KeyKind> kind_of_private_key(ByteView der) {
  constexpr std::string_view kVersion = "\x02\x01\x00"sv;
  if (!take_sequence(der) || !text_of(der).starts_with(kVersion)) return std::nullopt;
  return kind_in(der.subspan(kVersion.size()));
}

Bytes of_public_half(const evp_pkey_st* key) {
  unsigned char* written = nullptr;
  const int size = i2d_PUBKEY(key, &written);
  libcrypto::require(size > 0, "OpenSSL: a public key can't be written");
  Bytes der = copy_of(std::as_bytes(std::span(written, static_cast<std::size_t>(size))));
  OPENSSL_free(written);
  return der;
}

}  // namespace strongroom::crypto::key_der
