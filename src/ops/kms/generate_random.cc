#include "ops/kms/generate_random.h"

#include "crypto/random.h"
#include "ops/access.h"
#include "ops/kms/ciphertext.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> GenerateRandom::access(OperationContext& context, const Input&) {
  return access_to_all(context, "kms:GenerateRandom");
}

Task<Result<GenerateRandom::Output>> GenerateRandom::handle(OperationContext& context,
                                                            const Input& input) {
  SR_CO_CHECK(refuse_recipient(input.recipient.has_value()));
  if (input.custom_key_store_id) {
    co_return failure(ErrorCode::UnsupportedOperation, "Custom key stores are not supported.");
  }
  if (!input.number_of_bytes) {
    co_return failure(ErrorCode::Validation, "NumberOfBytes is required.");
  }
  const auto bytes = context.arena.bytes(static_cast<std::size_t>(*input.number_of_bytes));
  crypto::random_bytes(bytes);
  co_return Output{.plaintext = bytes};
}

}  // namespace strongroom::ops::kms_api
