#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "iam/lookup.h"
#include "ops/access.h"
#include "ops/context.h"
#include "policy/access.h"

#include <memory>
#include <string_view>
#include <variant>

/// What an IAM operation needs to be allowed (iam contract 6): `iam:<Operation>` on the ARN of the
/// entity, or on `*`.
namespace strongroom::ops::iam_api {

/// On `arn`, which is copied.
policy::AccessRequest access_to_arn(const OperationContext& context, std::string_view action,
                                    std::string_view arn);

/// On an entity that is to be made.
policy::AccessRequest access_to_new(const OperationContext& context, std::string_view action,
                                    std::string_view type, std::string_view path,
                                    std::string_view name);

// E is User, Group or Role, named by `which`; or ManagedPolicy or OidcProvider, by its ARN.

/// Resolves `which` into `context.identity`: on its ARN, with its tags (iam:ResourceTag/k,
/// aws:ResourceTag/k) and its boundary (iam:PermissionsBoundary); on the ARN that it would have
/// when there is none.
template <class E>
policy::AccessRequest access_to(OperationContext& context, std::string_view action,
                                std::string_view which);
/// The same where it was found by something else than its name.
template <class E>
policy::AccessRequest access_to(OperationContext& context, std::string_view action,
                                std::shared_ptr<const E> entity);

/// The entity that the decision was about: what `handle` works with, and commits on its revision.
/// Where there was none NoSuchEntity with IAM's text; Validation: `which` is not an ARN.
template <class E>
Result<std::shared_ptr<const E>> decided(const OperationContext& context, std::string_view which) {
  if (const auto* entity = std::get_if<std::shared_ptr<const E>>(&context.identity)) return *entity;
  return std::unexpected(strongroom::iam::absent<E>(which));
}

}  // namespace strongroom::ops::iam_api
