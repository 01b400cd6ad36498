#include "ops/iam/simulated_policies.h"

#include "policy/context_keys.h"
#include "policy/problem_text.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace strongroom::ops::iam_api {
namespace {

policy::PolicyKind kind_of(policy::ResourceRule rule) {
  switch (rule) {
    case policy::ResourceRule::Ordinary:
      return policy::PolicyKind::Secret;
    case policy::ResourceRule::Key:
      return policy::PolicyKind::Key;
    case policy::ResourceRule::RoleTrust:
      return policy::PolicyKind::RoleTrust;
  }
  return policy::PolicyKind::Secret;
}

}  // namespace

Result<policy::PolicyPtr> SimulatedPolicies::compiled(std::string_view text,
                                                      policy::PolicyKind kind, std::string source) {
  auto document = policy::parse_policy(text, kind);
  if (!document) {
    return failure(ErrorCode::InvalidInput,
                   fmt::format("{}: {}", source, policy::iam_problem_text(document.error())));
  }
  policy::PolicyPtr policy =
      policy::CompiledPolicy::compile(*document, text, kind, std::move(source));
  documents_.push_back(*std::move(document));
  return policy;
}

Result<std::vector<policy::PolicyPtr>> SimulatedPolicies::compiled_list(
    std::string_view list, std::span<const std::string_view> texts) {
  std::vector<policy::PolicyPtr> policies;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    SR_TRY(policy::PolicyPtr policy,
           compiled(texts[i], policy::PolicyKind::Session, fmt::format("{}.{}", list, i + 1)));
    policies.push_back(std::move(policy));
  }
  return policies;
}

// Results name a managed policy by its name, not by its ARN.
Result<policy::PolicyPtr> SimulatedPolicies::stored(const strongroom::iam::PolicyText& text) {
  const std::string_view source(text.source);
  auto policy = compiled(text.text, policy::PolicyKind::Session,
                         std::string(source.substr(source.rfind('/') + 1)));
  if (policy) return policy;
  return failure(ErrorCode::PolicyEvaluation, policy.error().message());
}

Result<void> SimulatedPolicies::add_identity(std::string_view list,
                                             std::span<const std::string_view> texts) {
  SR_TRY(const auto policies, compiled_list(list, texts));
  identity_.insert(identity_.end(), policies.begin(), policies.end());
  return {};
}

Result<void> SimulatedPolicies::add_source(const PolicySource& source) {
  for (const strongroom::iam::PolicyTextPtr& text : source.policies) {
    SR_TRY(policy::PolicyPtr policy, stored(*text));
    identity_.push_back(std::move(policy));
  }
  if (source.boundary == nullptr) return {};
  SR_TRY(boundary_, stored(*source.boundary->document()));
  return {};
}

Result<void> SimulatedPolicies::set_boundary(std::string_view list,
                                             std::span<const std::string_view> texts) {
  if (texts.empty()) return {};
  if (texts.size() > 1) {
    return failure(ErrorCode::InvalidInput, fmt::format("{} takes one policy only.", list));
  }
  SR_TRY(const auto policies, compiled_list(list, texts));
  boundary_ = policies.front();
  return {};
}

Result<void> SimulatedPolicies::add_level(std::string_view list,
                                          std::span<const std::string_view> texts) {
  SR_TRY(auto policies, compiled_list(list, texts));
  levels_.push_back(std::move(policies));
  return {};
}

Result<void> SimulatedPolicies::set_resource(std::string_view text, policy::ResourceRule rule) {
  resource_rule_ = rule;
  SR_TRY(resource_, compiled(text, kind_of(rule), "ResourcePolicy"));
  return {};
}

policy::ApplicablePolicies SimulatedPolicies::applicable() const {
  return {.identity = identity_,
          .boundary = boundary_.get(),
          .session = std::nullopt,
          .resource = resource_.get(),
          .resource_rule = resource_rule_,
          .granted = false,
          .service_control = levels_,
          .resource_control = {}};
}

std::size_t SimulatedPolicies::statements() const {
  std::size_t count = 0;
  for (const policy::Document& document : documents_) count += document.statements.size();
  return count;
}

std::vector<std::string> SimulatedPolicies::context_keys() const {
  return policy::context_keys(documents_);
}

}  // namespace strongroom::ops::iam_api
