#include "ops/iam/simulation.h"

#include "base/arn.h"
#include "ops/access.h"
#include "policy/action_pattern.h"
#include "policy/context_keys.h"
#include "policy/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace strongroom::ops::iam_api {
namespace {

constexpr std::size_t kMostPairs = 10'000;
constexpr std::array<std::string_view, 1> kEveryResource = {"*"};

/// One decision to be made.
struct Pair {
  std::size_t number = 0;
  std::string_view action;
  std::string_view resource;
};

std::unexpected<Error> invalid(std::string text) {
  return failure(ErrorCode::InvalidInput, std::move(text));
}

policy::ResourceRule rule_of(std::string_view action) {
  if (action.starts_with("kms:")) return policy::ResourceRule::Key;
  if (action.starts_with("sts:AssumeRole")) return policy::ResourceRule::RoleTrust;
  return policy::ResourceRule::Ordinary;
}

Result<void> check_action(std::string_view action) {
  if (policy::is_action_name(action)) return {};
  return invalid(fmt::format("Invalid action name: {}", action));
}

Result<void> check_resource(std::string_view resource) {
  if (resource == "*" || parse_arn(resource)) return {};
  return invalid(fmt::format("Resource {} must be in ARN format or \"*\".", resource));
}

Result<std::vector<Pair>> pairs_of(const SimulationInput& input) {
  const std::span<const std::string_view> resources =
      input.resources.empty() ? std::span<const std::string_view>(kEveryResource) : input.resources;
  if (input.actions.size() * resources.size() > kMostPairs) {
    return invalid(fmt::format("At most {} decisions can be simulated at once.", kMostPairs));
  }
  std::vector<Pair> pairs;
  for (const std::string_view action : input.actions) {
    SR_CHECK(check_action(action));
    for (const std::string_view resource : resources) {
      SR_CHECK(check_resource(resource));
      pairs.push_back({.number = pairs.size(), .action = action, .resource = resource});
    }
  }
  return pairs;
}

/// Which account owns resources whose ARN does not say so: ResourceOwner is an ARN of it.
Result<std::string_view> owner_of_rest(const SimulationInput& input, const policy::Caller& caller) {
  if (!input.resource_owner) return std::string_view(caller.account);
  const auto arn = parse_arn(*input.resource_owner);
  const std::string_view account = arn ? arn->account : *input.resource_owner;
  if (is_account_id(account)) return account;
  return invalid(fmt::format("Invalid resource owner: {}", *input.resource_owner));
}

void add_context(policy::AccessRequest& access, const SimulationInput& input) {
  for (const ContextEntry& entry : input.context) {
    if (!entry.name || entry.values.empty()) continue;
    const bool list = entry.type && entry.type->ends_with("List");
    std::ranges::copy(entry.values,
                      condition_values(access, *entry.name, entry.values.size(), list).begin());
  }
}

/// A page has fewer results where each takes long to find and to show: all statements that match
/// are in it, and each condition key is looked for among the ContextEntries.
std::int64_t page_size(const SimulationInput& input, std::size_t statements, std::size_t keys) {
  constexpr std::size_t kMostWork = 2'000'000;
  const std::size_t work = (statements + keys + 1) * (40 + input.context.size());
  const auto most = static_cast<std::int64_t>(std::max<std::size_t>(1, kMostWork / work));
  return std::min(most, input.max_items.value_or(100));
}

std::string_view account_of(std::string_view resource, std::string_view otherwise) {
  const auto arn = parse_arn(resource);
  return arn && !arn->account.empty() ? arn->account : otherwise;
}

}  // namespace

Result<void> add_given_policies(SimulatedPolicies& policies, const SimulationInput& input) {
  SR_CHECK(policies.add_identity("PolicyInputList", input.policies));
  SR_CHECK(policies.set_boundary("PermissionsBoundaryPolicyInputList", input.boundaries));
  for (const OrganizationLevel& level : input.organization) {
    SR_CHECK(policies.add_level("ServiceControlPolicyInputList", level.service_control));
  }
  if (!input.resource_policy || input.actions.empty()) return {};
  const policy::ResourceRule rule = rule_of(input.actions.front());
  for (const std::string_view action : input.actions) {
    if (rule_of(action) == rule) continue;
    return invalid("With a resource policy all actions must be about the same type of resource.");
  }
  return policies.set_resource(*input.resource_policy, rule);
}

Result<SimulationOutput> simulate(const OperationContext& context, std::string_view scope,
                                  const SimulationInput& input, const SimulatedPolicies& policies,
                                  policy::Caller caller) {
  if (input.caller_arn) {
    SR_TRY(caller, simulated_user(*input.caller_arn));
  } else if (input.resource_policy && caller.arn.empty()) {
    return invalid("CallerArn is required with a resource policy.");
  }
  SR_TRY(const std::string_view owner, owner_of_rest(input, caller));
  SR_TRY(const std::vector<Pair> pairs, pairs_of(input));
  const std::vector<std::string> keys = policies.context_keys();
  SR_TRY(
      Page<Pair> page,
      page_of(context, scope, {input.marker, page_size(input, policies.statements(), keys.size())},
              pairs, [](const Pair& pair) { return fmt::format("{:05}", pair.number); }));

  policy::AccessRequest access = access_to_all(context, {});
  add_context(access, input);
  const policy::ApplicablePolicies applicable = policies.applicable();
  return shown_page(std::move(page), [&](const Pair& pair) {
    access.action = pair.action;
    access.resource = pair.resource;
    access.resource_account = account_of(pair.resource, owner);
    return result_of(pair.action, pair.resource, policy::explain(access, caller, {}, applicable),
                     policy::missing_context_keys(keys, access, caller, {}),
                     !input.resources.empty());
  });
}

}  // namespace strongroom::ops::iam_api
