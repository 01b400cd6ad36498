#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/key_kind.h"
#include "crypto/private_key.h"
#include "keyring/keyring.h"
#include "kms/import_wrapping.h"
#include "kms/key.h"

#include <cstdint>

namespace strongroom::kms {

/// What GetParametersForImport gives and ImportKeyMaterial takes back: the private half of a
/// wrapping key, for one KMS key (docs/formats/import-token.md). The key's record counts them;
/// nothing else is stored.
struct ImportToken {
  WrappingAlgorithm algorithm{};
  crypto::KeyPairSpec spec;  ///< Of RSA.
  Timestamp valid_to;
  std::uint32_t number{};  ///< Of the key's tokens, from 1.
  crypto::PrivateKey key;
};

Bytes seal_import_token(const keyring::Keyring& keyring, const Key& key, const ImportToken& token);

/// InvalidImportToken: of another key or deployment, or damaged; any bytes may be given.
/// ExpiredImportToken: also when `key` was given another one since.
Result<ImportToken> open_import_token(const keyring::Keyring& keyring, const Key& key,
                                      ByteView sealed, Timestamp now);

}  // namespace strongroom::kms
