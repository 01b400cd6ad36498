#pragma once

#include "ops/iam/paging.h"
#include "policy/explanation.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How a simulation came out (iam contract 3.10).
namespace strongroom::ops::iam_api {

struct TextPlace {
  std::int64_t line = 1;
  std::int64_t column = 1;
};
inline constexpr auto kTextPlace = wire::shape<TextPlace>(
    wire::member<&TextPlace::line>("Line"), wire::member<&TextPlace::column>("Column"));

struct MatchedStatement {
  std::string policy;
  std::string_view type;
  TextPlace begin;
  TextPlace end;
};
inline constexpr auto kMatchedStatement = wire::shape<MatchedStatement>(
    wire::member<&MatchedStatement::policy>("SourcePolicyId"),
    wire::member<&MatchedStatement::type>("SourcePolicyType"),
    wire::member<&MatchedStatement::begin>("StartPosition", wire::of(kTextPlace)),
    wire::member<&MatchedStatement::end>("EndPosition", wire::of(kTextPlace)));

struct OrganizationsDetail {
  bool allowed = true;
};
inline constexpr auto kOrganizationsDetail = wire::shape<OrganizationsDetail>(
    wire::member<&OrganizationsDetail::allowed>("AllowedByOrganizations"));

struct BoundaryDetail {
  bool allowed = false;
};
inline constexpr auto kBoundaryDetail = wire::shape<BoundaryDetail>(
    wire::member<&BoundaryDetail::allowed>("AllowedByPermissionsBoundary"));

/// Decisions by kind of policy, which only calls across accounts would have.
using DecisionDetails = std::vector<std::pair<std::string_view, std::string_view>>;

struct ResourceResult {
  std::string_view resource;
  std::string_view decision;
  std::vector<MatchedStatement> matched;
  std::vector<std::string> missing_keys;
  DecisionDetails details;
  std::optional<BoundaryDetail> boundary;
};
inline constexpr auto kResourceResult = wire::shape<ResourceResult>(
    wire::member<&ResourceResult::resource>("EvalResourceName"),
    wire::member<&ResourceResult::decision>("EvalResourceDecision"),
    wire::member<&ResourceResult::matched>("MatchedStatements", wire::of(kMatchedStatement)),
    wire::member<&ResourceResult::missing_keys>("MissingContextValues"),
    wire::member<&ResourceResult::details>("EvalDecisionDetails"),
    wire::member<&ResourceResult::boundary>("PermissionsBoundaryDecisionDetail",
                                            wire::of(kBoundaryDetail)));

/// Of one action on one resource; `resources` has the same once more when the request named
/// resources, since that is where some clients look.
struct EvaluationResult {
  std::string_view action;
  std::string_view resource;
  std::string_view decision;
  std::vector<MatchedStatement> matched;
  std::vector<std::string> missing_keys;
  OrganizationsDetail organizations;
  std::optional<BoundaryDetail> boundary;
  DecisionDetails details;
  std::vector<ResourceResult> resources;
};
inline constexpr auto kEvaluationResult = wire::shape<EvaluationResult>(
    wire::member<&EvaluationResult::action>("EvalActionName"),
    wire::member<&EvaluationResult::resource>("EvalResourceName"),
    wire::member<&EvaluationResult::decision>("EvalDecision"),
    wire::member<&EvaluationResult::matched>("MatchedStatements", wire::of(kMatchedStatement)),
    wire::member<&EvaluationResult::missing_keys>("MissingContextValues"),
    wire::member<&EvaluationResult::organizations>("OrganizationsDecisionDetail",
                                                   wire::of(kOrganizationsDetail)),
    wire::member<&EvaluationResult::boundary>("PermissionsBoundaryDecisionDetail",
                                              wire::of(kBoundaryDetail)),
    wire::member<&EvaluationResult::details>("EvalDecisionDetails"),
    wire::member<&EvaluationResult::resources>("ResourceSpecificResults",
                                               wire::of(kResourceResult)));

using SimulationOutput = Page<EvaluationResult>;
inline constexpr auto kSimulationOutput =
    page_shape<EvaluationResult>("EvaluationResults", wire::of(kEvaluationResult));

/// `action` and `resource` are views of the request.
EvaluationResult result_of(std::string_view action, std::string_view resource,
                           const policy::Explanation& explanation,
                           std::vector<std::string> missing_keys, bool named_resource);

}  // namespace strongroom::ops::iam_api
