#pragma once

#include "policy/document.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

namespace strongroom::policy {

/// Reads a policy that is to be attached to a secret: the grammar, and its rules for resource
/// policies (policy contract 1 and 2.1): each statement names principals, accounts' or services';
/// NotPrincipal goes with Deny only.
std::expected<Document, Problem> parse_resource_policy(std::string_view text);

/// What keeps a statement out of a resource's policy: of a secret or a key.
std::optional<Problem> resource_policy_problem(const Statement& statement);

/// The first statement that lets in callers whom it does not name (policy contract 8). Deny
/// statements do not count, and whatever is not understood counts as public.
std::optional<std::size_t> first_public_statement(const Document& document);

}  // namespace strongroom::policy
