#include "ops/kms/data_key.h"

#include "crypto/random.h"
#include "kms/key_material.h"
#include "kms/key_state.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {

Result<NewDataKey> new_data_key(const OperationContext& context, const kms::Key& key,
                                std::string_view operation, const WantedDataKey& wanted) {
  SR_CHECK(check_encryption_key(key, operation, kSymmetricAlgorithm));
  if (wanted.key_spec.has_value() == wanted.number_of_bytes.has_value()) {
    return failure(ErrorCode::Validation, "Please specify either number of bytes or key spec.");
  }
  SR_TRY(const ByteView canonical,
         kms::canonical_context(wanted.encryption_context, context.arena));
  const std::int64_t size =
      wanted.key_spec ? (wanted.key_spec == "AES_128" ? 16 : 32) : *wanted.number_of_bytes;
  const auto plaintext = context.arena.bytes(static_cast<std::size_t>(size));
  crypto::random_bytes(plaintext);
  return NewDataKey{.plaintext = plaintext,
                    .wrapped = in_arena(context, kms::seal(key, canonical, plaintext))};
}

}  // namespace strongroom::ops::kms_api
