// Decisions a second of one thread, by how many policies the caller has. Policies, caller and
// request are those of identities.py: each policy has three statements, and the last one allows.
#include "policy/evaluate.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace strongroom {
namespace {

constexpr std::string_view kGuard =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"secretsmanager:*",
        "Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["127.0.0.0/8","10.0.0.0/8"]}}}})";

policy::PolicyPtr compiled(std::string_view text, policy::PolicyKind kind) {
  auto made = policy::compile_policy(text, kind, "policy");
  if (!made) throw std::invalid_argument(made.error().what);
  return *std::move(made);
}

/// What people write: a team's own prefix, under conditions.
std::string of_team(std::int64_t number) {
  return fmt::format(
      R"({{"Version":"2012-10-17","Statement":[
          {{"Sid":"Team{0}","Effect":"Allow","Action":["secretsmanager:GetSecretValue","secretsmanager:DescribeSecret"],
            "Resource":"arn:aws:secretsmanager:*:*:secret:team-{0}/*",
            "Condition":{{"StringEquals":{{"aws:ResourceTag/team":"team-{0}"}}}}}},
          {{"Effect":"Deny","Action":"secretsmanager:Delete*","Resource":"*"}},
          {{"Effect":"Allow","Action":"kms:*","Resource":"*"}}]}})",
      number);
}

void decide(benchmark::State& state) {
  const std::int64_t last = state.range(0) - 1;
  std::vector<policy::PolicyPtr> identity;
  for (std::int64_t number = 0; number <= last; ++number) {
    identity.push_back(compiled(of_team(number), policy::PolicyKind::Identity));
  }
  const policy::PolicyPtr guard = compiled(kGuard, policy::PolicyKind::Secret);
  const std::string secret =
      fmt::format("arn:aws:secretsmanager:eu-west-1:111122223333:secret:team-{}/db-AbCdEf", last);
  const std::vector<policy::Tag> tags{{"team", fmt::format("team-{}", last)}};
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::User;
  caller.account = "111122223333";
  caller.arn = "arn:aws:iam::111122223333:user/reader";
  const policy::Environment environment{.now = std::chrono::sys_seconds{}, .source_ip = "10.1.2.3"};
  const policy::AccessRequest access{.action = "secretsmanager:GetSecretValue",
                                     .resource = secret,
                                     .resource_account = caller.account,
                                     .context = {},
                                     .resource_tags = tags,
                                     .resource_policy = guard.get()};
  const policy::ApplicablePolicies policies{.identity = identity,
                                            .boundary = nullptr,
                                            .session = std::nullopt,
                                            .resource = guard.get(),
                                            .resource_rule = access.resource_rule};
  for (auto _ : state) {
    const bool allowed = policy::evaluate(access, caller, environment, policies).allowed();
    if (!allowed) state.SkipWithError("it was refused");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide)->Arg(1)->Arg(10)->Arg(100);

}  // namespace
}  // namespace strongroom

BENCHMARK_MAIN();
