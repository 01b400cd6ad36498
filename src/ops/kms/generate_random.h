#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Random bytes, without any key. Any thread. Source: kms contract 7.6.
struct GenerateRandom {
  static constexpr std::string_view kName = "GenerateRandom";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::int64_t> number_of_bytes;
    std::optional<std::string_view> custom_key_store_id;
    std::optional<Recipient> recipient;
  };
  static constexpr auto kInput =
      wire::shape<Input>(wire::optional<&Input::number_of_bytes>(
                             "NumberOfBytes", wire::range(1, 1024), wire::unrecorded()),
                         wire::optional<&Input::custom_key_store_id>(
                             "CustomKeyStoreId", wire::length(1, 64), wire::unrecorded()),
                         recipient_field<&Input::recipient>());

  struct Output {
    ByteView plaintext;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::plaintext>("Plaintext", wire::sensitive()));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
