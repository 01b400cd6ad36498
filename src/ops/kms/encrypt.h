#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Encrypts up to 4096 bytes under a key. Any thread. Source: kms contract 7.2.
struct Encrypt {
  static constexpr std::string_view kName = "Encrypt";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    ByteView plaintext;
    kms::EncryptionContext encryption_context;
    GrantTokens grant_tokens;
    std::string_view encryption_algorithm = kSymmetricAlgorithm;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::required<&Input::plaintext>("Plaintext", wire::sensitive(), wire::length(1, 4096)),
      encryption_context_field<&Input::encryption_context>(),
      grant_tokens_field<&Input::grant_tokens>(),
      encryption_algorithm_field<&Input::encryption_algorithm>(), dry_run_field<&Input::dry_run>());

  struct Output {
    ByteView ciphertext_blob;
    std::string_view key_id;
    std::string_view encryption_algorithm;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::ciphertext_blob>("CiphertextBlob"),
                          wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::encryption_algorithm>("EncryptionAlgorithm"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
