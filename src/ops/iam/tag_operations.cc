#include "ops/iam/tag_operations.h"

#include "iam/permission_changes.h"
#include "ops/iam/entity_access.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;
using strongroom::iam::OidcProvider;
using strongroom::iam::Role;
using strongroom::iam::User;

template <class E, ActionText kAction>
Result<policy::AccessRequest> TagEntity<E, kAction>::access(OperationContext& context,
                                                            const Input& input) {
  policy::AccessRequest access = access_to<E>(context, kAction.action(), input.which);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

template <class E, ActionText kAction>
Task<Result<typename TagEntity<E, kAction>::Output>> TagEntity<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const std::shared_ptr<const E> seen, decided<E>(context, input.which));
  const auto tags = owned(input.tags);
  SR_CO_CHECK(co_await commit(
      context,
      strongroom::iam::add_tags(context.services.identity.basis(context.now), seen, tags)));
  co_return Output{};
}

template struct TagEntity<OidcProvider, "iam:TagOpenIDConnectProvider">;
template struct TagEntity<ManagedPolicy, "iam:TagPolicy">;
template struct TagEntity<Role, "iam:TagRole">;
template struct TagEntity<User, "iam:TagUser">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> UntagEntity<E, kAction>::access(OperationContext& context,
                                                              const Input& input) {
  policy::AccessRequest access = access_to<E>(context, kAction.action(), input.which);
  add_tag_keys(access, input.tag_keys);
  return access;
}

template <class E, ActionText kAction>
Task<Result<typename UntagEntity<E, kAction>::Output>> UntagEntity<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const std::shared_ptr<const E> seen, decided<E>(context, input.which));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::remove_tags(context.services.identity.basis(context.now), seen,
                                            input.tag_keys)));
  co_return Output{};
}

template struct UntagEntity<OidcProvider, "iam:UntagOpenIDConnectProvider">;
template struct UntagEntity<ManagedPolicy, "iam:UntagPolicy">;
template struct UntagEntity<Role, "iam:UntagRole">;
template struct UntagEntity<User, "iam:UntagUser">;

template <class E, ActionText kAction>
Result<policy::AccessRequest> ListTagsOfEntity<E, kAction>::access(OperationContext& context,
                                                                   const Input& input) {
  return access_to<E>(context, kAction.action(), input.which);
}

template <class E, ActionText kAction>
Task<Result<typename ListTagsOfEntity<E, kAction>::Output>> ListTagsOfEntity<E, kAction>::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(std::shared_ptr<const E> entity, decided<E>(context, input.which));
  const std::string scope = fmt::format("{} {}", kName, entity->arn());
  co_return page_of_tags(context, scope, {input.marker, input.max_items}, std::move(entity));
}

template struct ListTagsOfEntity<OidcProvider, "iam:ListOpenIDConnectProviderTags">;
template struct ListTagsOfEntity<ManagedPolicy, "iam:ListPolicyTags">;
template struct ListTagsOfEntity<Role, "iam:ListRoleTags">;
template struct ListTagsOfEntity<User, "iam:ListUserTags">;

}  // namespace strongroom::ops::iam_api
