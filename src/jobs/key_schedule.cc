#include "jobs/key_schedule.h"

#include "audit/event.h"
#include "base/log.h"
#include "base/sync_wait.h"
#include "crypto/random.h"
#include "kms/key_changes.h"
#include "kms/key_import.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::jobs {
namespace {

/// cloudtrail contract 5.
std::string_view record_of(const kms::Key& key, std::string_view name, Timestamp now,
                           Arena& arena) {
  constexpr std::string_view kService = "AWS Internal";
  const std::string request_id = crypto::random_uuid();
  const std::string event_id = crypto::random_uuid();
  const audit::Resource resource{.arn = key.arn, .account = key.account, .type = "AWS::KMS::Key"};
  const std::string details = R"({"keyId":")" + key.id + "\"}";
  audit::Event event;
  event.type = audit::Event::Type::Service;
  event.request_id = request_id;
  event.event_id = event_id;
  event.time = now;
  event.event_source = "kms.amazonaws.com";
  event.event_name = name;
  event.region = key.region;
  event.account = key.account;
  event.source_address = event.user_agent = kService;
  event.user_identity = audit::service_identity(key.account, kService, arena);
  event.resources = std::span(&resource, 1);
  if (name == "RotateKey") event.service_details = details;
  return audit::line_of(event, arena);
}

}  // namespace

void KeySchedule::run(Timestamp now) {
  for (const kms::KeyPtr& key : keys_.view().due(now)) {
    const auto done = sync_wait(attend_to(*key, now));
    // A conflict means that somebody changed it just now.
    if (!done && done.error().code() != ErrorCode::Conflict) {
      log::error("what is due to a KMS key can't be done: {}", done.error().message());
    }
  }
}

Task<Result<void>> KeySchedule::attend_to(const kms::Key& key, Timestamp now) {
  if (key.deletion && *key.deletion <= now) {
    auto aliases = keys_.view().aliases_of(key.account, key.region);
    std::erase_if(aliases, [&](const kms::AliasPtr& alias) { return alias->target != key.id; });
    const auto grants = keys_.view().grants_of(key);
    co_return co_await commit(key, "DeleteKey",
                              std::move(keys_.change().erase(key, aliases, grants)), now);
  }
  if (const auto expiry = key.expiry(); expiry && *expiry <= now) {
    kms::Key changed = key;
    kms::delete_expired_material(changed, now);
    co_return co_await commit(key, "DeleteExpiredKeyMaterial",
                              std::move(keys_.change().replace(key, changed)), now);
  }
  if (key.state == kms::KeyState::PendingReplicaDeletion) {
    if (!keys_.view().in_other_regions(key).empty()) co_return {};
    kms::Key last = key;
    kms::schedule_deletion(last, key.deletion_window, now);
    SR_CO_CHECK(co_await keys_.commit(std::move(keys_.change().replace(key, last)), std::nullopt));
    co_return {};
  }
  kms::Key rotated = key;
  kms::rotate(keys_.keyring(), rotated, kms::RotationType::Automatic, now);
  kms::schedule_next_rotation(rotated, now);
  co_return co_await commit(
      key, "RotateKey",
      std::move(keys_.change().replace_shared(key, rotated, keys_.view().in_other_regions(key))),
      now);
}

Task<Result<void>> KeySchedule::commit(const kms::Key& key, std::string_view event,
                                       kms::KeyChange change, Timestamp now) {
  Arena arena;
  const std::string_view record = record_of(key, event, now, arena);
  SR_CO_TRY(const store::Revision revision,
            co_await keys_.commit(std::move(change), copy_of(bytes_of(record))));
  SR_CO_CHECK(co_await audit_.append(record));
  store_.release_notes(std::span(&revision, 1));
  co_return {};
}

}  // namespace strongroom::jobs
