#include "jobs/secret_purge.h"

#include "audit/event.h"
#include "base/log.h"
#include "base/sync_wait.h"
#include "crypto/random.h"

namespace strongroom::jobs {

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
  const std::string request_id = crypto::random_uuid();
  const std::string arn = secret->arn();
  const std::string_view record = audit::line_of({.request_id = request_id,
                                                  .time = now,
                                                  .event_source = "secretsmanager.amazonaws.com",
                                                  .event_name = "EndSecretVersionDelete",
                                                  .region = secret->partition.region,
                                                  .account = secret->partition.account,
                                                  .principal_arn = {},
                                                  .access_key_id = {},
                                                  .source_address = "secretsmanager.amazonaws.com",
                                                  .user_agent = "secretsmanager.amazonaws.com",
                                                  .resource_arn = arn,
                                                  .error_code = {},
                                                  .error_message = {}},
                                                 arena);
  SR_CO_TRY(const store::Revision revision,
            co_await secrets_.purge(secret, copy_of(bytes_of(record))));
  SR_CO_CHECK(co_await audit_.append(record));
  store_.release_notes(std::span(&revision, 1));
  co_return {};
}

}  // namespace strongroom::jobs
