#include "jobs/access_date_writer.h"

#include "base/log.h"
#include "base/sync_wait.h"

#include <algorithm>
#include <map>
#include <vector>

namespace strongroom::jobs {
namespace {

using secrets::AccessDates;

/// A copy of the secret that bears the dates.
secrets::Secret dated(const secrets::Secret& secret,
                      const std::vector<AccessDates::Access>& accesses) {
  secrets::Secret copy = secret;
  for (const AccessDates::Access& access : accesses) {
    copy.last_accessed = std::max(copy.last_accessed, access.day);
    // The version may have been removed since it was read.
    secrets::Version* version = copy.find_version(access.version_id);
    if (version != nullptr) version->last_accessed = std::max(version->last_accessed, access.day);
  }
  return copy;
}

}  // namespace

void AccessDateWriter::run() {
  std::map<secrets::SecretKey, std::vector<AccessDates::Access>> by_secret;
  for (AccessDates::Access& access : secrets_.access_dates().waiting()) {
    by_secret[access.secret_key].push_back(std::move(access));
  }
  for (const auto& [key, accesses] : by_secret) {
    const secrets::SecretPtr secret = secrets_.catalog().find(key);
    if (secret != nullptr) {
      const auto committed = sync_wait(secrets_.commit(
          {.seen = secret, .changed = dated(*secret, accesses), .values = {}, .erased_values = {}},
          std::nullopt));
      if (!committed && committed.error().code() == ErrorCode::Conflict)
        continue;  // waits for the next round
      if (!committed)
        return log::warning("dates of access wait for the store: {}", committed.error().message());
    }
    for (const AccessDates::Access& access : accesses) secrets_.access_dates().written(access);
  }
}

}  // namespace strongroom::jobs
