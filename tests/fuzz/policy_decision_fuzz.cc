#include "policy/context_keys.h"
#include "policy/explanation.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using namespace strongroom::policy;

// Takes what stands before the next zero byte.
std::string_view take_text(std::string_view& input) {
  const std::string_view text = input.substr(0, input.find('\0'));
  input.remove_prefix(std::min(input.size(), text.size() + 1));
  return text;
}

Caller caller_with_tag(std::string_view value) {
  return {.kind = Caller::Kind::RoleSession,
          .account = "123456789012",
          .arn = "arn:aws:sts::123456789012:assumed-role/r/s",
          .parent_arn = "arn:aws:iam::123456789012:role/r",
          .unique_id = "AROAEXAMPLEEXAMPLE123",
          .user_id = "AROAEXAMPLEEXAMPLE123:s",
          .tags = {{"team", std::string(value)}},
          .temporary = true};
}

void require(bool fact) {
  if (!fact) std::abort();
}

// The policy as that of the caller, or as that of the resource.
ApplicablePolicies applied(const PolicyPtr& policy) {
  if (policy->is_resource_based()) return {.identity = {}, .resource = policy.get()};
  return {.identity = std::span(&policy, 1)};
}

}  // namespace

// Kind of policy (one byte), its text, and what the request and the caller's tag hold, each behind
// a zero byte. What compiles decides any request, and says the same when it is explained.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto kind = static_cast<PolicyKind>(data[0] % 5);
  std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view text = take_text(input);
  const auto document = parse_policy(text, kind);
  if (!document) {
    require(document.error().line > 0 && document.error().column > 0);
    return 0;
  }
  const PolicyPtr policy = CompiledPolicy::compile(*document, text, kind, "policy");
  require(policy->statements().size() == document->statements.size());
  require(policy->statements().front().begin.column < policy->statements().front().end.column ||
          policy->statements().front().begin.line < policy->statements().front().end.line);

  const std::string_view resource = take_text(input);
  const Caller caller = caller_with_tag(take_text(input));
  const std::array values = {take_text(input), take_text(input)};
  Environment environment{.now = std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000)),
                          .source_ip = values[1],
                          .secure_transport = true};
  AccessRequest request{.action = "secretsmanager:GetSecretValue",
                        .resource = resource,
                        .resource_account = "123456789012",
                        .context = {},
                        .resource_tags = {}};
  request.context = {{.name = "k:one", .values = std::span(values).first(1)},
                     {.name = "k:list", .values = values, .list = true}};
  const ApplicablePolicies policies = applied(policy);
  const Evaluation evaluation = evaluate(request, caller, environment, policies);
  const Explanation explanation = explain(request, caller, environment, policies);
  require(explanation.effect == evaluation.effect && explanation.cause == evaluation.cause);
  require(!explanation_text(explanation).empty());
  missing_context_keys(context_keys(*document), request, caller, environment);
  return 0;
}
