#include "ops/iam/entity_access.h"

#include <initializer_list>
#include <utility>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Group;
using strongroom::iam::ManagedPolicy;
using strongroom::iam::OidcProvider;
using strongroom::iam::Role;
using strongroom::iam::User;

std::string_view joined(Arena& arena, std::initializer_list<std::string_view> parts) {
  ArenaText text(arena);
  for (const std::string_view part : parts) text.append(part);
  return text.view();
}

/// On what `which` would be if there were one.
template <class E>
policy::AccessRequest access_to_absent(const OperationContext& context, std::string_view action,
                                       std::string_view which) {
  if constexpr (requires { strongroom::iam::Words<E>::kKind; }) {
    return access_to_new(context, action, strongroom::iam::Words<E>::kKind, "/", which);
  } else {
    return access_to_arn(context, action, which);
  }
}

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
                                std::shared_ptr<const E> entity) {
  policy::AccessRequest access = access_to_arn(context, action, entity->arn());
  if constexpr (requires { entity->tags; }) access.resource_tags = entity->tags;
  if constexpr (requires { entity->boundary; }) {
    if (!entity->boundary.empty()) {
      add_condition(access, "iam:PermissionsBoundary", std::string_view(entity->boundary));
    }
  }
  context.identity = std::move(entity);  // which the request views
  return access;
}

template <class E>
policy::AccessRequest access_to(OperationContext& context, std::string_view action,
                                std::string_view which) {
  policy::AccessRequest absent = access_to_absent<E>(context, action, which);
  auto entity = strongroom::iam::named<E>(context.services.identity.directory(),
                                          context.partition.account, which);
  if (entity == nullptr) return absent;
  policy::AccessRequest access = access_to(context, action, std::move(entity));
  access.shown_resource = absent.resource;  // a refusal tells nobody that there is one, or where
  return access;
}

#define STRONGROOM_ACCESS_TO(E)                                                    \
  template policy::AccessRequest access_to<E>(OperationContext&, std::string_view, \
                                              std::string_view);                   \
  template policy::AccessRequest access_to<E>(OperationContext&, std::string_view, \
                                              std::shared_ptr<const E>)
STRONGROOM_ACCESS_TO(User);
STRONGROOM_ACCESS_TO(Group);
STRONGROOM_ACCESS_TO(Role);
STRONGROOM_ACCESS_TO(ManagedPolicy);
STRONGROOM_ACCESS_TO(OidcProvider);

}  // namespace strongroom::ops::iam_api
