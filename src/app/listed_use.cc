#include "app/listed_use.h"

#include "base/sync_wait.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <optional>
#include <vector>

namespace strongroom::app {
namespace {

using secrets::SecretPtr;
using secrets::SecretUse;

/// The catalog may not be held while the store is read.
std::vector<SecretPtr> asked_for(const secrets::SecretRepository& secrets, std::string_view name) {
  std::vector<SecretPtr> found;
  for (const secrets::Partition& partition : secrets.catalog().partitions()) {
    secrets.catalog().visit_by_creation(
        partition, std::nullopt, false, [&](const SecretPtr& secret) {
          if (name.empty() || secret->name == name || secret->arn() == name)
            found.push_back(secret);
          return true;
        });
  }
  return found;
}

void append(std::string& out, const SecretUse::DayReads& reads, const std::string& arn,
            const std::string& principal) {
  const auto day = std::chrono::system_clock::to_time_t(secrets::timestamp_of_day(reads.day));
  out += fmt::format("{:%F} {} {} {}\n", fmt::gmtime(day), reads.reads, arn, principal);
}

}  // namespace

Result<std::string> listed_use(secrets::SecretRepository& secrets, std::string_view name) {
  std::string lines;
  std::size_t count = 0;
  for (const SecretPtr& secret : asked_for(secrets, name)) {
    if (secret->last_accessed == 0) continue;  // spares the store a read
    SR_TRY(const SecretUse use, sync_wait(secrets.use_of(secret)));
    const std::string arn = secret->arn();
    for (const SecretUse::Principal& principal : use.principals()) {
      for (const SecretUse::DayReads& reads : principal.days) {
        if (++count > kMostUses) return lines + "and more: name a secret by --secret\n";
        append(lines, reads, arn, principal.arn);
      }
    }
  }
  return lines;
}

}  // namespace strongroom::app
