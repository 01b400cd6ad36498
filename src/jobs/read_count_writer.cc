#include "jobs/read_count_writer.h"

#include "base/log.h"
#include "base/sync_wait.h"
#include "jobs/batch_size.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace strongroom::jobs {
namespace {

using secrets::RecentReads;
using Reads = secrets::SecretRepository::Reads;

}  // namespace

void ReadCountWriter::run() {
  if (const std::uint64_t uncounted = secrets_.recent_reads().take_uncounted(); uncounted > 0) {
    log::warning("{} reads of secrets were not counted: too many different ones in a minute",
                 uncounted);
  }
  std::vector<Reads> waiting;
  RecentReads::BySecret counted = secrets_.recent_reads().take();
  for (auto& [key, use] : counted) {
    secrets::SecretPtr secret = secrets_.catalog().find(key);
    if (secret) waiting.push_back({.secret = std::move(secret), .use = std::move(use)});
  }
  for (std::span<const Reads> rest = waiting; !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), kSecretsAtOnce));
    const auto added = sync_wait(secrets_.add_reads(some));
    if (!added && added.error().code() != ErrorCode::Conflict) {
      log::warning("counts of reads wait for the store: {}", added.error().message());
      return put_back(rest);
    }
    if (!added) put_back(some);
    rest = rest.subspan(some.size());
  }
}

void ReadCountWriter::put_back(std::span<const Reads> reads) {
  for (const auto& [secret, use] : reads) secrets_.recent_reads().put_back(secret->key, use);
}

}  // namespace strongroom::jobs
