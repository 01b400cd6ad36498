#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Decrypts what Encrypt, ReEncrypt or GenerateDataKey made. Any thread. Source: kms contract 7.3.
struct Decrypt {
  static constexpr std::string_view kName = "Decrypt";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<ByteView> ciphertext_blob;
    kms::EncryptionContext encryption_context;
    GrantTokens grant_tokens;
    std::optional<std::string_view> key_id;
    std::string_view encryption_algorithm = kSymmetricAlgorithm;
    std::optional<Recipient> recipient;
    bool dry_run = false;
    std::span<const std::string_view> dry_run_modifiers;
  };
  static constexpr auto kInput = wire::shape<Input>(
      ciphertext_field<&Input::ciphertext_blob>(),
      encryption_context_field<&Input::encryption_context>(),
      grant_tokens_field<&Input::grant_tokens>(), optional_key_id_field<&Input::key_id>(),
      encryption_algorithm_field<&Input::encryption_algorithm>(),
      recipient_field<&Input::recipient>(), dry_run_field<&Input::dry_run>(),
      dry_run_modifiers_field<&Input::dry_run_modifiers>());

  struct Output {
    std::string_view key_id;
    ByteView plaintext;
    std::string_view encryption_algorithm;
    std::optional<std::string> key_material_id;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::plaintext>("Plaintext", wire::sensitive()),
                          wire::member<&Output::encryption_algorithm>("EncryptionAlgorithm"),
                          wire::member<&Output::key_material_id>("KeyMaterialId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
