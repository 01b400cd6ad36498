#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/data_key_pair.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// A fresh key pair, its private half under a key alone. Any thread. Source: kms contract 11.4.
struct GenerateDataKeyPairWithoutPlaintext {
  static constexpr std::string_view kName = "GenerateDataKeyPairWithoutPlaintext";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    kms::EncryptionContext encryption_context;
    std::string_view key_id;
    std::string_view key_pair_spec;
    GrantTokens grant_tokens;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      encryption_context_field<&Input::encryption_context>(), key_id_field<&Input::key_id>(),
      key_pair_spec_field<&Input::key_pair_spec>(), grant_tokens_field<&Input::grant_tokens>(),
      dry_run_field<&Input::dry_run>());

  struct Output {
    ByteView private_key_ciphertext;
    ByteView public_key;
    std::string_view key_id;
    std::string_view key_pair_spec;
    std::string key_material_id;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::private_key_ciphertext>("PrivateKeyCiphertextBlob"),
      wire::member<&Output::public_key>("PublicKey"), wire::member<&Output::key_id>("KeyId"),
      wire::member<&Output::key_pair_spec>("KeyPairSpec"),
      wire::member<&Output::key_material_id>("KeyMaterialId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
