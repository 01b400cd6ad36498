#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Without members when there was no use.
struct KeyLastUsage {
  std::optional<std::string_view> operation;
  std::optional<Timestamp> timestamp;
  std::optional<std::string> cloud_trail_event_id;
  std::optional<std::string> kms_request_id;
};
inline constexpr auto kKeyLastUsage = wire::shape<KeyLastUsage>(
    wire::member<&KeyLastUsage::operation>("Operation"),
    wire::member<&KeyLastUsage::timestamp>("Timestamp"),
    wire::member<&KeyLastUsage::cloud_trail_event_id>("CloudTrailEventId"),
    wire::member<&KeyLastUsage::kms_request_id>("KmsRequestId"));

/// When and by what a key was used last, in every state. Any thread. Source: kms contract 9.6.
struct GetKeyLastUsage {
  static constexpr std::string_view kName = "GetKeyLastUsage";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(key_id_field<&Input::key_id>());

  struct Output {
    std::string_view key_id;
    KeyLastUsage key_last_usage;
    Timestamp tracking_start_date;
    Timestamp key_creation_date;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_id>("KeyId"),
      wire::member<&Output::key_last_usage>("KeyLastUsage", wire::of(kKeyLastUsage)),
      wire::member<&Output::tracking_start_date>("TrackingStartDate"),
      wire::member<&Output::key_creation_date>("KeyCreationDate"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
