#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/signature.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Signs with the private half of a key pair. Any thread. Source: kms contract 11.1.
struct Sign {
  static constexpr std::string_view kName = "Sign";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    ByteView message;
    std::string_view message_type = "RAW";
    GrantTokens grant_tokens;
    std::string_view signing_algorithm;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::required<&Input::message>("Message", wire::sensitive(), wire::length(1, 4096)),
      message_type_field<&Input::message_type>(), grant_tokens_field<&Input::grant_tokens>(),
      signing_algorithm_field<&Input::signing_algorithm>(), dry_run_field<&Input::dry_run>());

  struct Output {
    std::string_view key_id;
    ByteView signature;
    std::string_view signing_algorithm;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_id>("KeyId"), wire::member<&Output::signature>("Signature"),
      wire::member<&Output::signing_algorithm>("SigningAlgorithm"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
