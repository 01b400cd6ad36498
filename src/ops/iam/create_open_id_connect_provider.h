#pragma once

#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "ops/iam/tag_fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// Makes an OpenID Connect provider. Any thread. Source: iam contract 3.9.
struct CreateOpenIDConnectProvider {
  static constexpr std::string_view kName = "CreateOpenIDConnectProvider";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view url;
    std::span<const std::string_view> client_ids;
    std::span<const std::string_view> thumbprints;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::url>("Url", wire::length(1, 255)),
      wire::optional<&Input::client_ids>("ClientIDList", wire::each(wire::length(1, 255))),
      wire::optional<&Input::thumbprints>("ThumbprintList", wire::each(wire::length(40, 40))),
      wire::optional<&Input::tags>("Tags", wire::size(0, 50), wire::of(kTag)));

  struct Output {
    std::string arn;
    std::optional<std::vector<Tag>> tags;

    strongroom::iam::OidcProviderPtr provider;  ///< Keeps alive what is viewed.
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("OpenIDConnectProviderArn"),
                          wire::member<&Output::tags>("Tags", wire::of(kTag)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
