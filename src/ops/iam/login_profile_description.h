#pragma once

#include "base/clock.h"
#include "iam/entities.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <string_view>

/// What the operations on login profiles share (iam contract 3.8).
namespace strongroom::ops::iam_api {

template <auto Member>
consteval wire::Field optional_login_user_field() {
  return wire::optional<Member>("UserName", wire::length(1, 64), wire::name_pattern());
}
template <auto Member>
consteval wire::Field password_field(std::string_view name = "Password") {
  return wire::required<Member>(name, wire::sensitive(), wire::length(1, 128),
                                wire::latin_text_pattern());
}

struct LoginProfileDescription {
  std::string_view user_name;
  Timestamp created;
  bool reset_required = false;

  strongroom::iam::UserPtr user;  ///< Keeps alive what is viewed.
};
inline constexpr auto kLoginProfile = wire::shape<LoginProfileDescription>(
    wire::member<&LoginProfileDescription::user_name>("UserName"),
    wire::member<&LoginProfileDescription::created>("CreateDate"),
    wire::member<&LoginProfileDescription::reset_required>("PasswordResetRequired"));

/// As an operation's output.
struct LoginProfileOutput {
  LoginProfileDescription login_profile;
};
inline constexpr auto kLoginProfileOutput = wire::shape<LoginProfileOutput>(
    wire::member<&LoginProfileOutput::login_profile>("LoginProfile", wire::of(kLoginProfile)));

/// Of a user who has one.
LoginProfileOutput shown_login(strongroom::iam::UserPtr user);

}  // namespace strongroom::ops::iam_api
