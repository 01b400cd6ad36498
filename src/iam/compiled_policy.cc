#include "iam/compiled_policy.h"

#include "policy/problem_text.h"

#include <algorithm>
#include <utility>

namespace strongroom::iam {

Result<void> check_document(std::string_view document, policy::PolicyKind kind) {
  const auto parsed = policy::parse_policy(document, kind);
  if (parsed) return {};
  return failure(ErrorCode::MalformedPolicyDocument, policy::iam_problem_text(parsed.error()));
}

policy::PolicyPtr compile_policy(std::string_view document, std::string source) {
  auto compiled = policy::compile_policy(document, policy::PolicyKind::Session, std::move(source));
  return compiled ? *std::move(compiled) : nullptr;
}

policy::PolicyPtr compile_trust_policy(std::string_view document,
                                       std::span<const PrincipalBinding> bindings) {
  const auto id_of = [&](std::string_view arn) {
    const auto bound = std::ranges::find(bindings, arn, &PrincipalBinding::arn);
    return bound == bindings.end() ? std::string() : bound->id;
  };
  auto compiled = policy::compile_policy(document, policy::PolicyKind::RoleTrust,
                                         "AssumeRolePolicyDocument", id_of);
  return compiled ? *std::move(compiled) : nullptr;
}

}  // namespace strongroom::iam
