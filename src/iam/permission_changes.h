#pragma once

#include "iam/change.h"

#include <span>
#include <string_view>

/// What users, groups and roles may do: attached and inline policies, boundaries; and tags (iam
/// contract 3.5 to 3.7). As in user_changes.h.
namespace strongroom::iam {

// E is User, Group or Role.

/// No change when it is attached already. LimitExceeded at the eleventh.
template <class E>
Result<Change<E>> attach_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                std::string_view arn);
/// NoSuchEntity, also when it is not attached.
template <class E>
Result<Change<E>> detach_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                std::string_view arn);
/// Replaces one of the same name. Errors: Validation, MalformedPolicyDocument; LimitExceeded when
/// all inline policies together are too large.
template <class E>
Result<Change<E>> put_inline_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                    std::string_view policy, std::string_view document);
template <class E>
Result<Change<E>> delete_inline_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                       std::string_view policy);

// E is User or Role.

template <class E>
Result<Change<E>> put_boundary(const Basis& basis, const std::shared_ptr<const E>& seen,
                               std::string_view arn);
/// No change when there is none.
template <class E>
Result<Change<E>> delete_boundary(const Basis& basis, const std::shared_ptr<const E>& seen);

// E is User, Role, ManagedPolicy or OidcProvider.

/// Errors: InvalidInput, Validation, LimitExceeded.
template <class E>
Result<Change<E>> add_tags(const Basis& basis, const std::shared_ptr<const E>& seen,
                           std::span<const Tag> tags);
template <class E>
Result<Change<E>> remove_tags(const Basis& basis, const std::shared_ptr<const E>& seen,
                              std::span<const std::string_view> keys);

}  // namespace strongroom::iam
