#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/tag_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// Any thread. Source: iam contract 3.9.
struct GetOpenIDConnectProvider {
  static constexpr std::string_view kName = "GetOpenIDConnectProvider";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view arn;
  };
  static constexpr auto kInput = wire::shape<Input>(provider_arn_field<&Input::arn>());

  struct Output {
    std::string_view url;  ///< Without the scheme.
    std::vector<std::string_view> client_ids;
    std::vector<std::string_view> thumbprints;
    Timestamp created;
    std::optional<std::vector<Tag>> tags;

    strongroom::iam::OidcProviderPtr provider;  ///< Keeps alive what is viewed.
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::url>("Url"), wire::member<&Output::client_ids>("ClientIDList"),
      wire::member<&Output::thumbprints>("ThumbprintList"),
      wire::member<&Output::created>("CreateDate"),
      wire::member<&Output::tags>("Tags", wire::of(kTag)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
