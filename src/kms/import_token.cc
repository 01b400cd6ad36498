#include "kms/import_token.h"

#include "keyring/byte_format.h"
#include "keyring/envelope.h"

#include <utility>

namespace strongroom::kms {
namespace {

constexpr keyring::EnvelopeKind kImportToken{.first_byte = std::byte{0x71},
                                             .label = "importtoken/v2"};
// Algorithm, bits of the modulus, end, number; then the key.
constexpr std::size_t kHeader = 1 + 2 + 8 + 4;

std::unexpected<Error> invalid() {
  return failure(ErrorCode::InvalidImportToken,
                 "The import token is invalid, or belongs to another KMS key.");
}

Result<ImportToken> token_of(ByteView plain) {
  keyring::ByteReader reader(plain);
  const auto algorithm = static_cast<WrappingAlgorithm>(reader.number<std::uint8_t>());
  const crypto::KeyPairSpec spec{.kind = crypto::KeyKind::Rsa,
                                 .modulus_bits = reader.number<std::uint16_t>()};
  const Timestamp valid_to =
      timestamp_of(static_cast<std::int64_t>(reader.number<std::uint64_t>()));
  const auto number = reader.number<std::uint32_t>();
  auto key = crypto::PrivateKey::of_own_der(spec, reader.rest());
  if (!key) return invalid();
  return ImportToken{.algorithm = algorithm,
                     .spec = spec,
                     .valid_to = valid_to,
                     .number = number,
                     .key = *std::move(key)};
}

}  // namespace

Bytes seal_import_token(const keyring::Keyring& keyring, const Key& key, const ImportToken& token) {
  const crypto::SecretBytes der = token.key.der();
  crypto::SecretBytes plain(kHeader + der.size());
  keyring::ByteWriter writer(plain.writable());
  writer.number(static_cast<std::uint8_t>(token.algorithm));
  writer.number(static_cast<std::uint16_t>(token.spec.modulus_bits));
  writer.number(static_cast<std::uint64_t>(milliseconds_of(token.valid_to)));
  writer.number(token.number);
  writer.add(der.reveal());
  const keyring::KeyringKey& sealing = keyring.current(keyring::KeyKind::Token);
  return keyring::seal_envelope(kImportToken, sealing.key.hmac(), sealing.id, {bytes_of(key.arn)},
                                plain.reveal(), keyring::Nonce::fresh());
}

Result<ImportToken> open_import_token(const keyring::Keyring& keyring, const Key& key,
                                      ByteView sealed, Timestamp now) {
  const auto id = keyring::envelope_key_id(kImportToken, sealed);
  const auto* const sealing = id ? keyring.find(keyring::KeyKind::Token, *id) : nullptr;
  if (sealing == nullptr) return invalid();
  crypto::SecretBytes plain(keyring::envelope_plain_size(sealed));
  if (!keyring::open_envelope(kImportToken, sealing->key.hmac(), {bytes_of(key.arn)}, sealed,
                              plain.writable())) {
    return invalid();
  }
  SR_TRY(ImportToken token, token_of(plain.reveal()));
  if (now < token.valid_to && token.number == key.import_tokens) return token;
  return failure(ErrorCode::ExpiredImportToken, "The import token has expired.");
}

}  // namespace strongroom::kms
