#pragma once

#include "policy/problem.h"
#include "policy/strict_json.h"

#include <expected>
#include <string>
#include <vector>

namespace strongroom::policy {

/// The element Principal or NotPrincipal of a statement.
struct NamedPrincipals {
  bool negated = false;               ///< NotPrincipal
  bool everyone = false;              ///< `"*"`, also as `{"AWS": "*"}` or in its list.
  std::vector<std::string> aws;       ///< Account ids, ARNs and unique ids; never `*`.
  std::vector<std::string> services;  ///< `lambda.amazonaws.com`
  std::vector<std::string> federated;
  std::vector<std::string> canonical_users;

  bool absent() const {
    return !everyone && aws.empty() && services.empty() && federated.empty() &&
           canonical_users.empty();
  }
};

/// Problems: Syntax for a wrong shape; Principal and ServicePrincipal for names that can't be such
/// (policy contract 2.1: no partial wildcards, no groups).
std::expected<NamedPrincipals, Problem> parse_principals(const Json& element);

}  // namespace strongroom::policy
