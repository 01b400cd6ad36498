#pragma once

#include "wire/patterns.h"
#include "wire/shape.h"

/// Members that several operations share, with the limits of the service model 2010-05-08 (iam
/// contract 1.3).
namespace strongroom::ops::iam_api {

template <auto Member>
consteval wire::Field new_user_name_field() {
  return wire::required<Member>("UserName", wire::length(1, 64), wire::name_pattern());
}
template <auto Member>
consteval wire::Field user_name_field() {
  return wire::required<Member>("UserName", wire::length(1, 128), wire::name_pattern());
}
template <auto Member>
consteval wire::Field optional_user_name_field() {
  return wire::optional<Member>("UserName", wire::length(1, 128), wire::name_pattern());
}
template <auto Member>
consteval wire::Field access_key_id_field() {
  return wire::required<Member>("AccessKeyId", wire::length(16, 128), wire::word_pattern());
}
template <auto Member>
consteval wire::Field group_name_field() {
  return wire::required<Member>("GroupName", wire::length(1, 128), wire::name_pattern());
}
template <auto Member>
consteval wire::Field role_name_field() {
  return wire::required<Member>("RoleName", wire::length(1, 64), wire::name_pattern());
}
template <auto Member>
consteval wire::Field policy_name_field() {
  return wire::required<Member>("PolicyName", wire::length(1, 128), wire::name_pattern());
}
template <auto Member>
consteval wire::Field policy_arn_field() {
  return wire::required<Member>("PolicyArn", wire::length(20, 2048));
}
template <auto Member>
consteval wire::Field policy_document_field() {
  return wire::required<Member>("PolicyDocument", wire::length(1, 131072),
                                wire::latin_text_pattern());
}
template <auto Member>
consteval wire::Field path_field() {
  return wire::optional<Member>("Path", wire::length(1, 512), wire::path_pattern());
}
template <auto Member>
consteval wire::Field new_path_field() {
  return wire::optional<Member>("NewPath", wire::length(1, 512), wire::path_pattern());
}
template <auto Member>
consteval wire::Field path_prefix_field() {
  return wire::optional<Member>("PathPrefix", wire::length(1, 512), wire::path_prefix_pattern());
}
template <auto Member>
consteval wire::Field policy_path_prefix_field() {
  return wire::optional<Member>("PathPrefix", wire::length(1, 512), wire::policy_path_pattern());
}
template <auto Member>
consteval wire::Field policy_version_field() {
  return wire::required<Member>("VersionId", wire::policy_version_id_pattern());
}
template <auto Member>
consteval wire::Field role_description_field() {
  return wire::optional<Member>("Description", wire::length(0, 1000), wire::description_pattern());
}
template <auto Member>
consteval wire::Field max_session_field() {
  return wire::optional<Member>("MaxSessionDuration", wire::range(3600, 43200));
}
template <auto Member>
consteval wire::Field provider_arn_field() {
  return wire::required<Member>("OpenIDConnectProviderArn", wire::length(20, 2048));
}
template <auto Member>
consteval wire::Field boundary_field() {
  return wire::optional<Member>("PermissionsBoundary", wire::length(20, 2048));
}

}  // namespace strongroom::ops::iam_api
