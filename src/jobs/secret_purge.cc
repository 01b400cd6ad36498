#include "jobs/secret_purge.h"

#include "audit/event.h"
#include "base/log.h"
#include "base/sync_wait.h"
#include "crypto/random.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::jobs {
namespace {

/// Two service events for each version (cloudtrail contract 5), a line each.
std::string_view records_of(const secrets::Secret& secret, Timestamp now, Arena& arena) {
  const std::string_view service = audit::kSecretsManagerSource;
  const std::string request_id = crypto::random_uuid();
  const std::string_view arn = secret.arn(arena);
  const audit::Resource resource{
      .arn = arn, .account = secret.partition.account, .type = audit::kSecretType};
  audit::Event event;
  event.type = audit::Event::Type::Service;
  event.request_id = request_id;
  event.time = now;
  event.event_source = event.source_address = event.user_agent = service;
  event.region = secret.partition.region;
  event.account = secret.partition.account;
  event.user_identity = audit::service_identity(event.account, service, arena);
  event.resources = std::span(&resource, 1);
  ArenaText out(arena);
  std::vector<std::string_view> versions;
  for (const secrets::Version& version : secret.versions) versions.push_back(version.id);
  if (versions.empty()) versions.emplace_back();  // a secret without a value leaves a trace too
  for (const std::string_view version : versions) {
    event.additional_data = audit::version_event_data(arn, version, arena);
    for (const std::string_view name : {"StartSecretVersionDelete", "EndSecretVersionDelete"}) {
      const std::string event_id = crypto::random_uuid();
      event.event_id = event_id;
      event.event_name = name;
      audit::append_line(out, event);
    }
  }
  return out.view();
}

}  // namespace

void SecretPurge::run(Timestamp now) {
  for (const secrets::SecretPtr& secret : secrets_.catalog().deletions_due(now)) {
    const auto purged = sync_wait(purge(secret, now));
    // A conflict means that it was restored or changed just now.
    if (!purged && purged.error().code() != ErrorCode::Conflict) {
      log::error("a secret whose recovery window has ended can't be removed: {}",
                 purged.error().message());
    }
  }
}

Task<Result<void>> SecretPurge::purge(secrets::SecretPtr secret, Timestamp now) {
  Arena arena;
  const std::string_view records = records_of(*secret, now, arena);
  SR_CO_TRY(const store::Revision revision,
            co_await secrets_.purge(secret, copy_of(bytes_of(records))));
  SR_CO_CHECK(co_await audit_.append(records));
  store_.release_notes(std::span(&revision, 1));
  co_return {};
}

}  // namespace strongroom::jobs
