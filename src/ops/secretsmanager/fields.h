#pragma once

#include "wire/shape.h"

/// Members that several operations share, with the limits of the service model 2017-10-17.
namespace strongroom::ops::secretsmanager {

template <auto Member>
consteval wire::Field secret_id_field() {
  return wire::required<Member>("SecretId", wire::length(1, 2048));
}

/// Not required by its shape: its absence has an error of its own (client_request_token.h).
template <auto Member>
consteval wire::Field client_request_token_field() {
  return wire::optional<Member>("ClientRequestToken", wire::length(32, 64));
}

// An empty value counts as none (contract 5.2), hence no lower limit.
template <auto Member>
consteval wire::Field secret_string_field() {
  return wire::optional<Member>("SecretString", wire::sensitive(), wire::byte_length(0, 65536));
}
template <auto Member>
consteval wire::Field secret_binary_field() {
  return wire::optional<Member>("SecretBinary", wire::sensitive(), wire::length(0, 65536));
}

template <auto Member>
consteval wire::Field description_field() {
  return wire::optional<Member>("Description", wire::length(0, 2048));
}
template <auto Member>
consteval wire::Field kms_key_id_field() {
  return wire::optional<Member>("KmsKeyId", wire::length(0, 2048));
}
template <auto Member>
consteval wire::Field type_field() {
  return wire::optional<Member>("Type", wire::length(0, 256));
}
template <auto Member>
consteval wire::Field next_token_field() {
  return wire::optional<Member>("NextToken", wire::length(1, 4096));
}
template <auto Member>
consteval wire::Field resource_policy_field() {
  return wire::required<Member>("ResourcePolicy", wire::length(1, 20480));
}

}  // namespace strongroom::ops::secretsmanager
