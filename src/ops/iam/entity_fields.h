#pragma once

#include "iam/entities.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <cstdint>
#include <string_view>
#include <type_traits>

/// Members of operations that users, groups and roles share.
namespace strongroom::ops::iam_api {

/// How the name of a User, Group or Role is called on the wire.
template <class E>
inline constexpr std::string_view kNameMember = "RoleName";
template <>
inline constexpr std::string_view kNameMember<strongroom::iam::User> = "UserName";
template <>
inline constexpr std::string_view kNameMember<strongroom::iam::Group> = "GroupName";

/// The model takes longer names of users where it means existing ones, but not everywhere.
enum class UserNames : std::uint8_t { UpTo64, UpTo128 };

template <class E, auto Member>
consteval wire::Field entity_name_field(UserNames users) {
  constexpr bool kUser = std::is_same_v<E, strongroom::iam::User>;
  constexpr bool kGroup = std::is_same_v<E, strongroom::iam::Group>;
  const bool longer = kGroup || (kUser && users == UserNames::UpTo128);
  return wire::required<Member>(kNameMember<E>, wire::length(1, longer ? 128 : 64),
                                wire::name_pattern());
}

}  // namespace strongroom::ops::iam_api
