#include "app/seed_secrets.h"

#include "base/arena.h"
#include "base/bytes.h"
#include "base/sync_wait.h"
#include "gateway/operation_table.h"
#include "gateway/request_id.h"
#include "gateway/run_operation.h"
#include "iam/callers.h"
#include "wire/service.h"

namespace strongroom::app {
namespace {

/// The one who starts a development server may do everything to it.
class Allowed final : public ops::Authorizer {
 public:
  Result<void> require(const policy::AccessRequest&) override { return {}; }
};

}  // namespace

/// As a call of the account's root, so that everything is checked as for any client.
Result<void> SecretSower::call(const SeedSecret& secret, std::string_view operation,
                               const boost::json::object& body) {
  Arena arena;
  Allowed allowed;
  const iam::CallerPtr root = iam::root_caller(secret.account);
  std::string_view line;
  ops::OperationContext context{.services = bed_.services,
                                .authorizer = allowed,
                                .caller = *root,
                                .access_key_id = {},
                                .session = nullptr,
                                .partition = {.account = secret.account, .region = secret.region},
                                .request_id = {},
                                .now = bed_.clock.now(),
                                .arena = arena,
                                .secret = nullptr,
                                .audit_note = {},
                                .committed = {},
                                .resource_arn = {}};
  context.audit_note = [&] {
    line = seed_record(bed_, secret.account, context.resource_arn, arena);
    return copy_of(bytes_of(line));
  };
  ArenaText answer(arena);
  const std::string_view text = arena.copy(boost::json::serialize(body));
  constexpr auto kService = wire::Service::SecretsManager;
  const auto* found = gateway::find_operation(kService, operation);
  SR_CHECK(sync_wait(gateway::run(*found, kService, context, text, answer)));
  if (context.committed.empty()) return {};
  SR_CHECK(bed_.record(line));
  bed_.store.release_notes(context.committed);
  return {};
}

Result<void> SecretSower::operator()(const SeedSecret& secret) {
  const secrets::Partition partition{.account = secret.account, .region = secret.region};
  const auto there = bed_.services.secrets.catalog().find(partition, secret.name);
  if (there && there->scheduled_for_deletion()) return {};
  if (there == nullptr) {
    boost::json::object body{{"Name", secret.name},
                             {"ClientRequestToken", gateway::RequestId().view()}};
    if (secret.value) body["SecretString"] = *secret.value;
    if (!secret.description.empty()) body["Description"] = secret.description;
    boost::json::array& tags = body["Tags"].emplace_array();
    for (const auto& [key, value] : secret.tags) {
      tags.push_back(boost::json::object{{"Key", key}, {"Value", value}});
    }
    SR_CHECK(call(secret, "CreateSecret", body));
  }
  if (secret.policy.empty() || (there && there->extras().resource_policy)) return {};
  return call(secret, "PutResourcePolicy",
              {{"SecretId", secret.name}, {"ResourcePolicy", secret.policy}});
}

}  // namespace strongroom::app
