#include "iam/permission_changes.h"

#include "iam/boundary.h"
#include "iam/compiled_policy.h"
#include "iam/lookup.h"
#include "iam/managed_policy_changes.h"
#include "iam/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

std::size_t attached_limit(const Quotas& quotas, const User&) { return quotas.policies_per_user; }
std::size_t attached_limit(const Quotas& quotas, const Group&) { return quotas.policies_per_group; }
std::size_t attached_limit(const Quotas& quotas, const Role&) { return quotas.policies_per_role; }

std::size_t inline_limit(const Quotas& quotas, const User&) { return quotas.inline_size_per_user; }
std::size_t inline_limit(const Quotas& quotas, const Group&) {
  return quotas.inline_size_per_group;
}
std::size_t inline_limit(const Quotas& quotas, const Role&) { return quotas.inline_size_per_role; }

template <class E>
Result<void> check_inline_size(const Quotas& quotas, const E& entity) {
  std::size_t size = 0;
  for (const InlinePolicy& policy : entity.permissions.inlined) {
    size += policy::policy_size(policy.document->text);
  }
  const std::size_t limit = inline_limit(quotas, entity);
  if (size <= limit) return {};
  return failure(ErrorCode::LimitExceeded,
                 fmt::format("Maximum policy size of {} bytes exceeded for {} {}", limit,
                             Words<E>::kKind, entity.name));
}

template <class E>
Result<void> check_changeable(const E&) {
  return {};
}

}  // namespace

template <class E>
Result<Change<E>> attach_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                std::string_view arn) {
  SR_TRY(const ManagedPolicyPtr policy, require_attachable(basis.directory, seen->account, arn));
  if (seen->permissions.is_attached(arn)) return no_change<E>(seen);
  SR_CHECK(check_room_for_one(seen->permissions.attached.size(),
                              fmt::format("PoliciesPer{}", Words<E>::kTitle),
                              attached_limit(basis.quotas, *seen)));
  E entity = *seen;
  entity.permissions.attached.emplace_back(arn);
  ChangeBuilder builder(basis.keys);
  hold_policy(builder, *policy);
  builder.replace(*seen, entity);
  return builder.take<E>(std::make_shared<const E>(std::move(entity)));
}

template <class E>
Result<Change<E>> detach_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                std::string_view arn) {
  if (!seen->permissions.is_attached(arn)) {
    return failure(ErrorCode::NoSuchEntity, fmt::format("Policy {} was not found.", arn));
  }
  E entity = *seen;
  std::erase(entity.permissions.attached, arn);
  return replacing(basis, seen, std::move(entity));
}

template <class E>
Result<Change<E>> put_inline_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                    std::string_view policy, std::string_view document) {
  SR_CHECK(check_name("policyName", policy, kLongestName));
  SR_CHECK(check_document(document, policy::PolicyKind::Identity));
  E entity = *seen;
  auto& inlined = entity.permissions.inlined;
  auto place = std::ranges::find(inlined, policy, &InlinePolicy::name);
  if (place == inlined.end()) {
    place = inlined.insert(place, {.name = std::string(policy), .document = nullptr});
  }
  place->document = basis.directory.policy_pool().share(policy, document);
  SR_CHECK(check_inline_size(basis.quotas, entity));
  return replacing(basis, seen, std::move(entity));
}

template <class E>
Result<Change<E>> delete_inline_policy(const Basis& basis, const std::shared_ptr<const E>& seen,
                                       std::string_view policy) {
  SR_TRY([[maybe_unused]] const InlinePolicy* const found, require_inline(*seen, policy));
  E entity = *seen;
  std::erase_if(entity.permissions.inlined,
                [&](const InlinePolicy& each) { return each.name == policy; });
  return replacing(basis, seen, std::move(entity));
}

template <class E>
Result<Change<E>> put_boundary(const Basis& basis, const std::shared_ptr<const E>& seen,
                               std::string_view arn) {
  ChangeBuilder builder(basis.keys);
  SR_CHECK(hold_boundary(basis, builder, seen->account, arn));
  E entity = *seen;
  entity.boundary = arn;
  builder.replace(*seen, entity);
  return builder.take<E>(std::make_shared<const E>(std::move(entity)));
}

template <class E>
Result<Change<E>> delete_boundary(const Basis& basis, const std::shared_ptr<const E>& seen) {
  if (seen->boundary.empty()) return no_change<E>(seen);
  E entity = *seen;
  entity.boundary.clear();
  return replacing(basis, seen, std::move(entity));
}

template <class E>
Result<Change<E>> add_tags(const Basis& basis, const std::shared_ptr<const E>& seen,
                           std::span<const Tag> tags) {
  SR_CHECK(check_changeable(*seen));
  E entity = *seen;
  SR_TRY(entity.tags, with_tags(std::move(entity.tags), tags, basis.quotas.tags));
  return replacing(basis, seen, std::move(entity));
}

template <class E>
Result<Change<E>> remove_tags(const Basis& basis, const std::shared_ptr<const E>& seen,
                              std::span<const std::string_view> keys) {
  SR_CHECK(check_changeable(*seen));
  E entity = *seen;
  entity.tags = without_tags(std::move(entity.tags), keys);
  return replacing(basis, seen, std::move(entity));
}

#define STRONGROOM_IAM_PERMISSIONS_OF(E)                                                         \
  template Result<Change<E>> attach_policy<E>(const Basis&, const std::shared_ptr<const E>&,     \
                                              std::string_view);                                 \
  template Result<Change<E>> detach_policy<E>(const Basis&, const std::shared_ptr<const E>&,     \
                                              std::string_view);                                 \
  template Result<Change<E>> put_inline_policy<E>(const Basis&, const std::shared_ptr<const E>&, \
                                                  std::string_view, std::string_view);           \
  template Result<Change<E>> delete_inline_policy<E>(                                            \
      const Basis&, const std::shared_ptr<const E>&, std::string_view)
#define STRONGROOM_IAM_BOUNDARY_OF(E)                                                       \
  template Result<Change<E>> put_boundary<E>(const Basis&, const std::shared_ptr<const E>&, \
                                             std::string_view);                             \
  template Result<Change<E>> delete_boundary<E>(const Basis&, const std::shared_ptr<const E>&)
#define STRONGROOM_IAM_TAGS_OF(E)                                                          \
  template Result<Change<E>> add_tags<E>(const Basis&, const std::shared_ptr<const E>&,    \
                                         std::span<const Tag>);                            \
  template Result<Change<E>> remove_tags<E>(const Basis&, const std::shared_ptr<const E>&, \
                                            std::span<const std::string_view>)

STRONGROOM_IAM_PERMISSIONS_OF(User);
STRONGROOM_IAM_PERMISSIONS_OF(Group);
STRONGROOM_IAM_PERMISSIONS_OF(Role);
STRONGROOM_IAM_BOUNDARY_OF(User);
STRONGROOM_IAM_BOUNDARY_OF(Role);
STRONGROOM_IAM_TAGS_OF(User);
STRONGROOM_IAM_TAGS_OF(Role);
STRONGROOM_IAM_TAGS_OF(ManagedPolicy);
STRONGROOM_IAM_TAGS_OF(OidcProvider);

}  // namespace strongroom::iam
