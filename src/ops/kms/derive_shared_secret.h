#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 1> kAgreementAlgorithms = {"ECDH"};

/// What the holders of two keys of one curve alone know. Any thread. Source: kms contract 11.5.
struct DeriveSharedSecret {
  static constexpr std::string_view kName = "DeriveSharedSecret";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::string_view key_agreement_algorithm;
    ByteView public_key;
    GrantTokens grant_tokens;
    bool dry_run = false;
    std::optional<Recipient> recipient;
  };
  static constexpr auto kInput =
      wire::shape<Input>(key_id_field<&Input::key_id>(),
                         wire::required<&Input::key_agreement_algorithm>(
                             "KeyAgreementAlgorithm", wire::one_of(kAgreementAlgorithms)),
                         wire::required<&Input::public_key>("PublicKey", wire::length(1, 8192)),
                         grant_tokens_field<&Input::grant_tokens>(),
                         dry_run_field<&Input::dry_run>(), recipient_field<&Input::recipient>());

  struct Output {
    std::string_view key_id;
    ByteView shared_secret;
    std::string_view key_agreement_algorithm;
    std::string_view key_origin;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::shared_secret>("SharedSecret", wire::sensitive()),
                          wire::member<&Output::key_agreement_algorithm>("KeyAgreementAlgorithm"),
                          wire::member<&Output::key_origin>("KeyOrigin"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
