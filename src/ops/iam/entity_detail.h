#pragma once

#include "base/clock.h"
#include "iam/directory.h"
#include "ops/iam/attached_policies.h"
#include "ops/iam/role_description.h"
#include "ops/iam/tag_fields.h"
#include "ops/iam/user_description.h"
#include "wire/shape.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

struct InlinePolicyDetail {
  std::string_view name;
  std::string_view document;
};
inline constexpr auto kInlinePolicyDetail = wire::shape<InlinePolicyDetail>(
    wire::member<&InlinePolicyDetail::name>("PolicyName"),
    wire::member<&InlinePolicyDetail::document>("PolicyDocument", wire::url_encoded()));

/// A user, group or role with all that permits it anything, as GetAccountAuthorizationDetails shows
/// it (iam contract 3.10); each kind has a table of its own and leaves the other's members empty.
struct EntityDetail {
  std::string_view path;
  std::string_view name;
  std::string_view id;
  std::string arn;
  Timestamp created;
  std::vector<InlinePolicyDetail> inlined;
  std::vector<AttachedPolicy> attached;
  std::optional<Boundary> boundary;
  std::vector<Tag> tags;
  std::vector<std::string> groups;  ///< Names, of a user's.
  std::string trust_policy;         ///< Of a role, as the next two.
  std::optional<RoleUse> last_use;
  std::vector<std::string_view> instance_profiles;  ///< There are none.

  std::shared_ptr<const void> entity;  ///< Keeps alive what is viewed, as does `use`.
  std::shared_ptr<const strongroom::iam::LastUse> use;
};
inline constexpr auto kUserDetail = wire::shape<EntityDetail>(
    wire::member<&EntityDetail::path>("Path"), wire::member<&EntityDetail::name>("UserName"),
    wire::member<&EntityDetail::id>("UserId"), wire::member<&EntityDetail::arn>("Arn"),
    wire::member<&EntityDetail::created>("CreateDate"),
    wire::member<&EntityDetail::inlined>("UserPolicyList", wire::of(kInlinePolicyDetail)),
    wire::member<&EntityDetail::groups>("GroupList"),
    wire::member<&EntityDetail::attached>("AttachedManagedPolicies", wire::of(kAttachedPolicy)),
    wire::member<&EntityDetail::boundary>("PermissionsBoundary", wire::of(kBoundary)),
    wire::member<&EntityDetail::tags>("Tags", wire::of(kTag)));
inline constexpr auto kGroupDetail = wire::shape<EntityDetail>(
    wire::member<&EntityDetail::path>("Path"), wire::member<&EntityDetail::name>("GroupName"),
    wire::member<&EntityDetail::id>("GroupId"), wire::member<&EntityDetail::arn>("Arn"),
    wire::member<&EntityDetail::created>("CreateDate"),
    wire::member<&EntityDetail::inlined>("GroupPolicyList", wire::of(kInlinePolicyDetail)),
    wire::member<&EntityDetail::attached>("AttachedManagedPolicies", wire::of(kAttachedPolicy)));
inline constexpr auto kRoleDetail = wire::shape<EntityDetail>(
    wire::member<&EntityDetail::path>("Path"), wire::member<&EntityDetail::name>("RoleName"),
    wire::member<&EntityDetail::id>("RoleId"), wire::member<&EntityDetail::arn>("Arn"),
    wire::member<&EntityDetail::created>("CreateDate"),
    wire::member<&EntityDetail::trust_policy>("AssumeRolePolicyDocument", wire::url_encoded()),
    wire::member<&EntityDetail::instance_profiles>("InstanceProfileList"),
    wire::member<&EntityDetail::inlined>("RolePolicyList", wire::of(kInlinePolicyDetail)),
    wire::member<&EntityDetail::attached>("AttachedManagedPolicies", wire::of(kAttachedPolicy)),
    wire::member<&EntityDetail::boundary>("PermissionsBoundary", wire::of(kBoundary)),
    wire::member<&EntityDetail::tags>("Tags", wire::of(kTag)),
    wire::member<&EntityDetail::last_use>("RoleLastUsed", wire::of(kRoleUse)));

EntityDetail detail_of(const strongroom::iam::UserPtr& user,
                       const strongroom::iam::Directory& directory);
EntityDetail detail_of(const strongroom::iam::GroupPtr& group,
                       const strongroom::iam::Directory& directory);
EntityDetail detail_of(const strongroom::iam::RolePtr& role,
                       const strongroom::iam::Directory& directory);

}  // namespace strongroom::ops::iam_api
