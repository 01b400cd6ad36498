#pragma once

#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "ops/iam/action_text.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "ops/iam/tag_fields.h"
#include "ops/iam/tag_page.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

/// Tags of users, roles, managed policies and OpenID Connect providers. Any thread. Source: iam
/// contract 3.1 and 1.3.
namespace strongroom::ops::iam_api {

/// What names the thing: a user or role by its name, the others by their ARNs.
template <class E, auto Member>
consteval wire::Field tagged_thing_field() {
  if constexpr (std::is_same_v<E, strongroom::iam::User>) {
    return user_name_field<Member>();
  } else if constexpr (std::is_same_v<E, strongroom::iam::Role>) {
    return role_name_field<Member>();
  } else if constexpr (std::is_same_v<E, strongroom::iam::ManagedPolicy>) {
    return policy_arn_field<Member>();
  } else {
    static_assert(std::is_same_v<E, strongroom::iam::OidcProvider>);
    return provider_arn_field<Member>();
  }
}

/// A tag with a key that is there already, in any case, takes its place.
template <class E, ActionText kAction>
struct TagEntity {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view which;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput =
      wire::shape<Input>(tagged_thing_field<E, &Input::which>(),
                         wire::required<&Input::tags>("Tags", wire::size(0, 50), wire::of(kTag)));
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using TagOpenIDConnectProvider =
    TagEntity<strongroom::iam::OidcProvider, "iam:TagOpenIDConnectProvider">;
using TagPolicy = TagEntity<strongroom::iam::ManagedPolicy, "iam:TagPolicy">;
using TagRole = TagEntity<strongroom::iam::Role, "iam:TagRole">;
using TagUser = TagEntity<strongroom::iam::User, "iam:TagUser">;

/// Keys that are not there are no error.
template <class E, ActionText kAction>
struct UntagEntity {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view which;
    std::span<const std::string_view> tag_keys;
  };
  static constexpr auto kInput = wire::shape<Input>(tagged_thing_field<E, &Input::which>(),
                                                    tag_keys_field<&Input::tag_keys>());
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using UntagOpenIDConnectProvider =
    UntagEntity<strongroom::iam::OidcProvider, "iam:UntagOpenIDConnectProvider">;
using UntagPolicy = UntagEntity<strongroom::iam::ManagedPolicy, "iam:UntagPolicy">;
using UntagRole = UntagEntity<strongroom::iam::Role, "iam:UntagRole">;
using UntagUser = UntagEntity<strongroom::iam::User, "iam:UntagUser">;

/// By key.
template <class E, ActionText kAction>
struct ListTagsOfEntity {
  static constexpr std::string_view kName = kAction.operation();
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view which;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(tagged_thing_field<E, &Input::which>(), marker_field<&Input::marker>(),
                         max_items_field<&Input::max_items>());

  using Output = Page<Tag>;
  static constexpr auto kOutput = kTagPage;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};
using ListOpenIDConnectProviderTags =
    ListTagsOfEntity<strongroom::iam::OidcProvider, "iam:ListOpenIDConnectProviderTags">;
using ListPolicyTags = ListTagsOfEntity<strongroom::iam::ManagedPolicy, "iam:ListPolicyTags">;
using ListRoleTags = ListTagsOfEntity<strongroom::iam::Role, "iam:ListRoleTags">;
using ListUserTags = ListTagsOfEntity<strongroom::iam::User, "iam:ListUserTags">;

}  // namespace strongroom::ops::iam_api
