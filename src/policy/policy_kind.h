#pragma once

#include "policy/document.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

namespace strongroom::policy {

/// What a policy is attached to, which decides what its statements must have (policy contract 1).
enum class PolicyKind : std::uint8_t {
  Identity,  ///< Managed and inline policies, boundaries: version 2012-10-17 only.
  /// Session policies, service control policies, policies to simulate: as Identity, but of either
  /// version. Also right for reading identity policies that were saved once.
  Session,
  Secret,
  Key,
  RoleTrust,
};

/// The rules of parse_document and those of the kind. The problem has its line and column.
std::expected<Document, Problem> parse_policy(std::string_view text, PolicyKind kind);

/// Characters that count for quotas: all but white space (iam contract 1.4).
std::size_t policy_size(std::string_view text);

}  // namespace strongroom::policy
