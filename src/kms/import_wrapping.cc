#include "kms/import_wrapping.h"

#include "crypto/key_wrap.h"

#include <algorithm>
#include <cstddef>

namespace strongroom::kms {

std::optional<WrappingAlgorithm> wrapping_algorithm(std::string_view name) {
  const auto* const found = std::ranges::find(kWrappingAlgorithmNames, name);
  if (found == kWrappingAlgorithmNames.end()) return std::nullopt;
  return static_cast<WrappingAlgorithm>(found - kWrappingAlgorithmNames.begin());
}

std::optional<crypto::SecretBytes> unwrapped_import(const crypto::PrivateKey& key,
                                                    WrappingAlgorithm algorithm, ByteView wrapped) {
  using enum WrappingAlgorithm;
  const auto hash = algorithm == OaepSha1 || algorithm == KeyWrapSha1 ? crypto::OaepHash::Sha1
                                                                      : crypto::OaepHash::Sha256;
  if (algorithm == OaepSha1 || algorithm == OaepSha256) return key.decrypt(hash, wrapped);
  const auto modulus = static_cast<std::size_t>(key.public_key().spec().modulus_bits) / 8;
  if (wrapped.size() < modulus) return std::nullopt;
  const auto wrapping_key = key.decrypt(hash, wrapped.first(modulus));
  if (!wrapping_key) return std::nullopt;
  return crypto::unwrap_key(wrapping_key->reveal(), wrapped.subspan(modulus));
}

}  // namespace strongroom::kms
