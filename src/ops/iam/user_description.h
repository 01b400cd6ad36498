#pragma once

#include "iam/entities.h"
#include "ops/iam/tag_fields.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// As lists and lookups show a boundary.
struct Boundary {
  std::string_view type = "PermissionsBoundaryPolicy";
  std::string_view arn;
};
inline constexpr auto kBoundary =
    wire::shape<Boundary>(wire::member<&Boundary::type>("PermissionsBoundaryType"),
                          wire::member<&Boundary::arn>("PermissionsBoundaryArn"));

/// A user as IAM shows him (iam contract 3.1). The root user has no name.
struct UserDescription {
  std::string_view path = "/";
  std::optional<std::string_view> name;
  std::string_view id;
  std::string arn;
  Timestamp created;
  std::optional<Boundary> boundary;
  std::optional<std::vector<Tag>> tags;

  strongroom::iam::UserPtr user;  ///< Keeps alive what is viewed.
};
inline constexpr auto kUserDescription = wire::shape<UserDescription>(
    wire::member<&UserDescription::path>("Path"), wire::member<&UserDescription::name>("UserName"),
    wire::member<&UserDescription::id>("UserId"), wire::member<&UserDescription::arn>("Arn"),
    wire::member<&UserDescription::created>("CreateDate"),
    wire::member<&UserDescription::boundary>("PermissionsBoundary", wire::of(kBoundary)),
    wire::member<&UserDescription::tags>("Tags", wire::of(kTag)));

/// Without tags and boundary, as lists show users.
UserDescription in_list(strongroom::iam::UserPtr user);
UserDescription in_full(strongroom::iam::UserPtr user);

}  // namespace strongroom::ops::iam_api
