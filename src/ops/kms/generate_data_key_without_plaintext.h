#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/data_key.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// A fresh key under a key, to be decrypted when it is needed. Any thread. Source: kms
/// contract 7.5.
struct GenerateDataKeyWithoutPlaintext {
  static constexpr std::string_view kName = "GenerateDataKeyWithoutPlaintext";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    kms::EncryptionContext encryption_context;
    std::optional<std::string_view> key_spec;
    std::optional<std::int64_t> number_of_bytes;
    GrantTokens grant_tokens;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), encryption_context_field<&Input::encryption_context>(),
      wire::optional<&Input::key_spec>("KeySpec", wire::one_of(kDataKeySpecs)),
      wire::optional<&Input::number_of_bytes>("NumberOfBytes", wire::range(1, 1024)),
      grant_tokens_field<&Input::grant_tokens>(), dry_run_field<&Input::dry_run>());

  struct Output {
    ByteView ciphertext_blob;
    std::string_view key_id;
    std::string key_material_id;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::ciphertext_blob>("CiphertextBlob"),
                          wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::key_material_id>("KeyMaterialId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
