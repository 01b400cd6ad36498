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

/// Puts a ciphertext under another key or context; the plaintext does not leave the server. Any
/// thread. Source: kms contract 7.4.
struct ReEncrypt {
  static constexpr std::string_view kName = "ReEncrypt";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<ByteView> ciphertext_blob;
    kms::EncryptionContext source_context;
    std::optional<std::string_view> source_key_id;
    std::string_view destination_key_id;
    kms::EncryptionContext destination_context;
    std::string_view source_algorithm = kSymmetricAlgorithm;
    std::string_view destination_algorithm = kSymmetricAlgorithm;
    GrantTokens grant_tokens;
    bool dry_run = false;
    std::span<const std::string_view> dry_run_modifiers;
  };
  static constexpr auto kInput = wire::shape<Input>(
      ciphertext_field<&Input::ciphertext_blob>(),
      encryption_context_field<&Input::source_context>("SourceEncryptionContext"),
      optional_key_id_field<&Input::source_key_id>("SourceKeyId"),
      key_id_field<&Input::destination_key_id>("DestinationKeyId"),
      encryption_context_field<&Input::destination_context>("DestinationEncryptionContext"),
      encryption_algorithm_field<&Input::source_algorithm>("SourceEncryptionAlgorithm"),
      encryption_algorithm_field<&Input::destination_algorithm>("DestinationEncryptionAlgorithm"),
      grant_tokens_field<&Input::grant_tokens>(), dry_run_field<&Input::dry_run>(),
      dry_run_modifiers_field<&Input::dry_run_modifiers>());

  struct Output {
    ByteView ciphertext_blob;
    std::string_view source_key_id;
    std::string_view key_id;
    std::string_view source_algorithm;
    std::string_view destination_algorithm;
    std::optional<std::string> source_material_id;
    std::optional<std::string> destination_material_id;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::ciphertext_blob>("CiphertextBlob"),
      wire::member<&Output::source_key_id>("SourceKeyId"), wire::member<&Output::key_id>("KeyId"),
      wire::member<&Output::source_algorithm>("SourceEncryptionAlgorithm"),
      wire::member<&Output::destination_algorithm>("DestinationEncryptionAlgorithm"),
      wire::member<&Output::source_material_id>("SourceKeyMaterialId"),
      wire::member<&Output::destination_material_id>("DestinationKeyMaterialId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
