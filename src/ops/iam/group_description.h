#pragma once

#include "base/clock.h"
#include "iam/entities.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

/// A group as IAM shows it (iam contract 3.3).
struct GroupDescription {
  std::string_view path;
  std::string_view name;
  std::string_view id;
  std::string arn;
  Timestamp created;

  strongroom::iam::GroupPtr group;  ///< Keeps alive what is viewed.
};
inline constexpr auto kGroupDescription = wire::shape<GroupDescription>(
    wire::member<&GroupDescription::path>("Path"),
    wire::member<&GroupDescription::name>("GroupName"),
    wire::member<&GroupDescription::id>("GroupId"), wire::member<&GroupDescription::arn>("Arn"),
    wire::member<&GroupDescription::created>("CreateDate"));

GroupDescription described(strongroom::iam::GroupPtr group);

}  // namespace strongroom::ops::iam_api
