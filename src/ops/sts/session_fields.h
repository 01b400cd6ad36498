#pragma once

#include "wire/patterns.h"
#include "wire/shape.h"

#include <string_view>

/// Members that several operations share, with the limits of the service model 2011-06-15 (iam
/// contract 1.3 and 4).
namespace strongroom::ops::sts {

/// A session tag as it is asked for.
struct Tag {
  std::string_view key;
  std::string_view value;
};
inline constexpr auto kTag = wire::shape<Tag>(
    wire::required<&Tag::key>("Key", wire::length(1, 128), wire::tag_key_pattern()),
    wire::required<&Tag::value>("Value", wire::length(0, 256), wire::tag_value_pattern()));

/// A managed session policy.
struct PolicyDescriptor {
  std::string_view arn;
};
inline constexpr auto kPolicyDescriptor = wire::shape<PolicyDescriptor>(
    wire::required<&PolicyDescriptor::arn>("arn", wire::length(20, 2048)));

template <auto Member>
consteval wire::Field role_arn_field() {
  return wire::required<Member>("RoleArn", wire::length(20, 2048));
}
template <auto Member>
consteval wire::Field role_session_name_field() {
  return wire::required<Member>("RoleSessionName", wire::length(2, 64),
                                wire::session_name_pattern());
}
template <auto Member>
consteval wire::Field policy_arns_field() {
  return wire::optional<Member>("PolicyArns", wire::size(0, 10), wire::of(kPolicyDescriptor));
}
template <auto Member>
consteval wire::Field session_policy_field() {
  return wire::optional<Member>("Policy", wire::length(1, 2048), wire::latin_text_pattern());
}
template <auto Member>
consteval wire::Field role_duration_field() {
  return wire::optional<Member>("DurationSeconds", wire::range(900, 43200));
}
template <auto Member>
consteval wire::Field user_duration_field() {
  return wire::optional<Member>("DurationSeconds", wire::range(900, 129600));
}
template <auto Member>
consteval wire::Field tags_field() {
  return wire::optional<Member>("Tags", wire::size(0, 50), wire::of(kTag),
                                wire::recorded_as_map("principalTags"));
}
template <auto Member>
consteval wire::Field serial_number_field() {
  return wire::optional<Member>("SerialNumber", wire::length(9, 256),
                                wire::sts_serial_number_pattern());
}
template <auto Member>
consteval wire::Field token_code_field() {
  return wire::optional<Member>("TokenCode", wire::sensitive(), wire::length(6, 6),
                                wire::sts_digits_pattern());
}

}  // namespace strongroom::ops::sts
