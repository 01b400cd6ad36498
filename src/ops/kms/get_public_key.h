#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/key_metadata.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

/// The public half of a key pair. Any thread. Source: kms contract 11.3.
struct GetPublicKey {
  static constexpr std::string_view kName = "GetPublicKey";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    GrantTokens grant_tokens;
  };
  static constexpr auto kInput = wire::shape<Input>(key_id_field<&Input::key_id>(),
                                                    grant_tokens_field<&Input::grant_tokens>());

  struct Output {
    std::string_view key_id;
    ByteView public_key;
    std::string_view key_spec;
    std::string_view key_usage;
    std::optional<Algorithms> encryption_algorithms;
    std::optional<Algorithms> signing_algorithms;
    std::optional<Algorithms> key_agreement_algorithms;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_id>("KeyId"), wire::member<&Output::public_key>("PublicKey"),
      wire::member<&Output::key_spec>("CustomerMasterKeySpec"),
      wire::member<&Output::key_spec>("KeySpec"), wire::member<&Output::key_usage>("KeyUsage"),
      wire::member<&Output::encryption_algorithms>("EncryptionAlgorithms"),
      wire::member<&Output::signing_algorithms>("SigningAlgorithms"),
      wire::member<&Output::key_agreement_algorithms>("KeyAgreementAlgorithms"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
