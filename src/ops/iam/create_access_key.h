#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "iam/access_keys.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

/// An access key with its secret, which is shown only when it is made.
struct NewAccessKey {
  std::optional<std::string> user_name;  ///< Nothing for root.
  std::string_view id;
  std::string_view status;
  std::string_view secret;  ///< In the request's arena.
  Timestamp created;

  strongroom::iam::AccessKeyPtr key;  ///< Keeps alive what is viewed.
};
inline constexpr auto kNewAccessKey = wire::shape<NewAccessKey>(
    wire::member<&NewAccessKey::user_name>("UserName"),
    wire::member<&NewAccessKey::id>("AccessKeyId"), wire::member<&NewAccessKey::status>("Status"),
    wire::member<&NewAccessKey::secret>("SecretAccessKey", wire::sensitive()),
    wire::member<&NewAccessKey::created>("CreateDate"));

/// Makes an access key of a user; without a name of the one who calls. Any thread. Source: iam
/// contract 3.2.
struct CreateAccessKey {
  static constexpr std::string_view kName = "CreateAccessKey";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::optional<std::string_view> user_name;
  };
  static constexpr auto kInput = wire::shape<Input>(optional_user_name_field<&Input::user_name>());

  struct Output {
    NewAccessKey access_key;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::access_key>("AccessKey", wire::of(kNewAccessKey)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
