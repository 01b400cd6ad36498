#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::policy {

/// How and when a call came (policy contract 4.3). What is empty is absent; a simulation leaves
/// out even what a live call always has.
struct Environment {
  std::optional<std::chrono::sys_seconds> now = {};
  std::string_view source_ip = {};  ///< Without port. Empty for unix sockets.
  std::optional<bool> secure_transport = {};
  std::optional<std::string_view> user_agent = {};  ///< As sent, possibly empty.
  std::optional<std::string_view> referer = {};
  std::string_view requested_region = {};
  /// True for what a service asks with the authority of its caller.
  std::optional<bool> via_aws_service = {};
  std::span<const std::string_view> called_via = {};  ///< Services in the order of their calls.

  // Only when a service asks for a resource: whose.
  std::string_view source_arn = {};
  std::string_view source_account = {};
  std::string_view source_organization = {};
  std::span<const std::string_view> source_organization_paths = {};

  std::string_view resource_organization = {};
  std::span<const std::string_view> resource_organization_paths = {};

  // Only where listeners are mapped to networks by configuration.
  std::string_view source_vpc = {};
  std::string_view source_vpc_endpoint = {};
  std::string_view vpc_source_ip = {};
  std::string_view vpc_endpoint_account = {};
  std::string_view vpc_endpoint_organization = {};
};

}  // namespace strongroom::policy
