#pragma once

#include "policy/action_pattern.h"
#include "policy/condition_evaluation.h"
#include "policy/document.h"
#include "policy/json_position.h"
#include "policy/policy_kind.h"
#include "policy/principal_match.h"
#include "policy/resource_pattern.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// A statement made ready to be decided.
struct CompiledStatement {
  std::string sid;
  StatementEffect effect = StatementEffect::Deny;
  PrincipalSet principals;  ///< Looked at in policies of resources only.
  ActionSet actions;
  ResourceSet resources;
  std::vector<CompiledCondition> conditions;
  TextPosition begin;  ///< Of the opening brace in the document.
  TextPosition end;    ///< One past the closing brace.
};

class CompiledPolicy;
using PolicyPtr = std::shared_ptr<const CompiledPolicy>;

/// A policy made ready to be decided, once for all requests (policy contract 7). Immutable; any
/// thread. Does not keep its text.
class CompiledPolicy {
 public:
  /// `document` is what parse_policy made of `text` for `kind`. `source_id` is what explanations
  /// and simulations call it: an ARN, or the name of an inline policy.
  static PolicyPtr compile(const Document& document, std::string_view text, PolicyKind kind,
                           std::string source_id, const PrincipalResolver& unique_id_of = {});

  const std::string& source_id() const { return source_id_; }
  bool is_resource_based() const { return resource_based_; }
  std::span<const CompiledStatement> statements() const { return statements_; }

  /// Calls `visit(index)` for the statements that can match actions of this service (lower case).
  template <typename Visit>
  void each_candidate(std::string_view service, const Visit& visit) const {
    for (const std::uint32_t index : everywhere_) visit(index);
    const std::vector<std::uint32_t>* indexes = of_service(service);
    if (indexes == nullptr) return;
    for (const std::uint32_t index : *indexes) visit(index);
  }

 private:
  struct ServiceStatements {
    std::string service;
    std::vector<std::uint32_t> statements;
  };

  void index_statements();
  const std::vector<std::uint32_t>* of_service(std::string_view service) const;

  std::string source_id_;
  bool resource_based_ = false;
  std::vector<CompiledStatement> statements_;
  std::vector<std::uint32_t> everywhere_;      // statements of any service
  std::vector<ServiceStatements> by_service_;  // by name
};

/// Parses and compiles in one go.
std::expected<PolicyPtr, Problem> compile_policy(std::string_view text, PolicyKind kind,
                                                 std::string source_id,
                                                 const PrincipalResolver& unique_id_of = {});

/// The ARNs of users and roles that a document names as principals, each once: those that are to
/// be bound to unique ids when it is saved.
std::vector<std::string> principals_to_bind(const Document& document);

}  // namespace strongroom::policy
