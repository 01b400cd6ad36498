#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/mac.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// A message authentication code under an HMAC key. Any thread. Source: kms contract 11.2.
struct GenerateMac {
  static constexpr std::string_view kName = "GenerateMac";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    ByteView message;
    std::string_view key_id;
    std::string_view mac_algorithm;
    GrantTokens grant_tokens;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::message>("Message", wire::sensitive(), wire::length(1, 4096)),
      key_id_field<&Input::key_id>(),
      wire::required<&Input::mac_algorithm>("MacAlgorithm", wire::one_of(kMacAlgorithms)),
      grant_tokens_field<&Input::grant_tokens>(), dry_run_field<&Input::dry_run>());

  struct Output {
    ByteView mac;
    std::string_view mac_algorithm;
    std::string_view key_id;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::mac>("Mac"), wire::member<&Output::mac_algorithm>("MacAlgorithm"),
      wire::member<&Output::key_id>("KeyId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
