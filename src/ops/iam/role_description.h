#pragma once

#include "base/clock.h"
#include "iam/directory.h"
#include "ops/iam/tag_fields.h"
#include "ops/iam/user_description.h"
#include "wire/shape.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// When a role was last used; both absent when it never was.
struct RoleUse {
  std::optional<Timestamp> at;
  std::optional<std::string_view> region;
};
inline constexpr auto kRoleUse = wire::shape<RoleUse>(wire::member<&RoleUse::at>("LastUsedDate"),
                                                      wire::member<&RoleUse::region>("Region"));

/// A role as IAM shows it (iam contract 3.4).
struct RoleDescription {
  std::string_view path;
  std::string_view name;
  std::string_view id;
  std::string arn;
  Timestamp created;
  std::string trust_policy;
  std::optional<std::string_view> description;
  std::optional<std::int64_t> max_session;  ///< Seconds.
  std::optional<Boundary> boundary;
  std::optional<std::vector<Tag>> tags;
  std::optional<RoleUse> last_use;

  strongroom::iam::RolePtr role;  ///< Keeps alive what is viewed, as does `use`.
  std::shared_ptr<const strongroom::iam::LastUse> use;
};
inline constexpr auto kRoleDescription = wire::shape<RoleDescription>(
    wire::member<&RoleDescription::path>("Path"), wire::member<&RoleDescription::name>("RoleName"),
    wire::member<&RoleDescription::id>("RoleId"), wire::member<&RoleDescription::arn>("Arn"),
    wire::member<&RoleDescription::created>("CreateDate"),
    wire::member<&RoleDescription::trust_policy>("AssumeRolePolicyDocument", wire::url_encoded()),
    wire::member<&RoleDescription::description>("Description"),
    wire::member<&RoleDescription::max_session>("MaxSessionDuration"),
    wire::member<&RoleDescription::boundary>("PermissionsBoundary", wire::of(kBoundary)),
    wire::member<&RoleDescription::tags>("Tags", wire::of(kTag)),
    wire::member<&RoleDescription::last_use>("RoleLastUsed", wire::of(kRoleUse)));

/// As CreateRole answers: neither the longest session nor the last use.
RoleDescription as_created(strongroom::iam::RolePtr role,
                           const strongroom::iam::Directory& directory);
/// As lists show roles: without tags, boundary and last use.
RoleDescription in_list(strongroom::iam::RolePtr role, const strongroom::iam::Directory& directory);
RoleDescription in_full(strongroom::iam::RolePtr role, const strongroom::iam::Directory& directory);

}  // namespace strongroom::ops::iam_api
