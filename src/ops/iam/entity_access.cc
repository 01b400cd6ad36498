#include "ops/iam/entity_access.h"

#include <initializer_list>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Group;
using strongroom::iam::Role;
using strongroom::iam::User;

std::string_view joined(Arena& arena, std::initializer_list<std::string_view> parts) {
  ArenaText text(arena);
  for (const std::string_view part : parts) text.append(part);
  return text.view();
}

template <class E>
constexpr bool kHasTags = requires(const E& entity) { entity.boundary; };

}  // namespace

policy::AccessRequest access_to_arn(const OperationContext& context, std::string_view action,
                                    std::string_view arn) {
  policy::AccessRequest access = access_to_all(context, action);
  access.resource = context.arena.copy(arn);
  return access;
}

policy::AccessRequest access_to_new(const OperationContext& context, std::string_view action,
                                    std::string_view type, std::string_view path,
                                    std::string_view name) {
  policy::AccessRequest access = access_to_all(context, action);
  access.resource =
      joined(context.arena, {"arn:aws:iam::", context.partition.account, ":", type, path, name});
  return access;
}

template <class E>
policy::AccessRequest access_to(OperationContext& context, std::string_view action,
                                std::string_view name) {
  const auto entity =
      context.services.identity.directory().find<E>(context.partition.account, name);
  if (entity == nullptr) {
    return access_to_new(context, action, strongroom::iam::Words<E>::kKind, "/", name);
  }
  policy::AccessRequest access = access_to_arn(context, action, entity->arn());
  if constexpr (kHasTags<E>) {
    context.held.push_back(entity);  // its tags are only viewed
    access.resource_tags = entity->tags;
    if (!entity->boundary.empty()) {
      add_condition(access, "iam:PermissionsBoundary", std::string_view(entity->boundary));
    }
  }
  return access;
}

template policy::AccessRequest access_to<User>(OperationContext&, std::string_view,
                                               std::string_view);
template policy::AccessRequest access_to<Group>(OperationContext&, std::string_view,
                                                std::string_view);
template policy::AccessRequest access_to<Role>(OperationContext&, std::string_view,
                                               std::string_view);

policy::AccessRequest access_to_policy(OperationContext& context, std::string_view action,
                                       std::string_view arn) {
  policy::AccessRequest access = access_to_arn(context, action, arn);
  const auto policy = context.services.identity.directory().find_policy(arn);
  // Another account's tags are none of the caller's business.
  if (policy && (policy->aws_managed() || policy->account == context.partition.account)) {
    context.held.push_back(policy);
    access.resource_tags = policy->tags;
  }
  return access;
}

}  // namespace strongroom::ops::iam_api
