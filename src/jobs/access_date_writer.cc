#include "jobs/access_date_writer.h"

#include "base/log.h"
#include "base/sync_wait.h"
#include "jobs/batch_size.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace strongroom::jobs {
namespace {

using secrets::AccessDates;
using secrets::SecretRepository;

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

struct AccessDateWriter::Batch {
  std::vector<SecretRepository::Dated> secrets;
  std::vector<AccessDates::Access> accesses;  ///< That wait no more when it is written.
};

void AccessDateWriter::run() {
  std::map<secrets::SecretKey, std::vector<AccessDates::Access>> by_secret;
  for (AccessDates::Access& access : secrets_.access_dates().waiting()) {
    by_secret[access.secret_key].push_back(std::move(access));
  }
  Batch batch;
  for (auto& [key, accesses] : by_secret) {
    secrets::SecretPtr secret = secrets_.catalog().find(key);
    if (secret != nullptr) {
      batch.secrets.push_back({.seen = secret, .changed = dated(*secret, accesses)});
    }
    std::ranges::move(accesses, std::back_inserter(batch.accesses));
    if (batch.secrets.size() == kSecretsAtOnce && !write(batch)) return;
  }
  write(batch);
}

bool AccessDateWriter::write(Batch& batch) {
  const Batch now = std::exchange(batch, {});
  if (!now.secrets.empty()) {
    const auto written = sync_wait(secrets_.write_dates(now.secrets));
    if (!written && written.error().code() == ErrorCode::Conflict) return true;
    if (!written) {
      log::warning("dates of access wait for the store: {}", written.error().message());
      return false;
    }
  }
  for (const AccessDates::Access& access : now.accesses) secrets_.access_dates().written(access);
  return true;
}

}  // namespace strongroom::jobs
