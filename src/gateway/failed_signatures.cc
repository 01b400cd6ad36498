#include "gateway/failed_signatures.h"

#include "base/bytes.h"
#include "policy/condition_value.h"

#include <algorithm>
#include <span>
#include <string>

namespace strongroom::gateway {
namespace {

constexpr std::size_t kBytesOfV4 = 4;
// One subscriber has all addresses of such a network, and may use each of them once.
constexpr std::size_t kBytesOfV6Network = 8;

std::string name_of(std::string_view address, std::string_view access_key_id) {
  std::string name;
  if (const auto parsed = policy::parse_address_range(address)) {
    const std::size_t size = parsed->v6 ? kBytesOfV6Network : kBytesOfV4;
    name = text_of(std::span(parsed->address).first(size));
    name += parsed->v6 ? '6' : '4';
  }
  return name.append(access_key_id);
}

metrics::Counter& counter(metrics::Registry& metrics, const char* outcome) {
  return metrics.counter("strongroom_failed_signatures_total",
                         "Signatures that were wrong, and those not looked at after too many.",
                         {{"outcome", outcome}});
}

}  // namespace

FailedSignatures::FailedSignatures(metrics::Registry& metrics, std::size_t remembered)
    : refused_(counter(metrics, "refused")),
      throttled_(counter(metrics, "throttled")),
      buckets_(remembered) {}

bool FailedSignatures::must_wait(std::string_view address, std::string_view access_key_id,
                                 Timestamp now) {
  if (now >= all_may_from_.load(std::memory_order_relaxed)) return false;
  const std::string name = name_of(address, access_key_id);
  const std::lock_guard lock(mutex_);
  const Bucket* const bucket = buckets_.find(name);
  // One that is fuller than full was filled before the clock was set back.
  const bool full = bucket != nullptr && bucket->empty_at - now > kFull - kEach &&
                    bucket->empty_at - now <= kFull;
  if (full) throttled_.add();
  return full;
}

void FailedSignatures::failed(std::string_view address, std::string_view access_key_id,
                              Timestamp now) {
  refused_.add();
  const std::string name = name_of(address, access_key_id);
  const std::lock_guard lock(mutex_);
  Bucket& bucket = buckets_.use(name);
  bucket.empty_at = std::min(std::max(bucket.empty_at, now) + kEach, now + kFull);
  const Timestamp may_from = bucket.empty_at - (kFull - kEach);
  if (may_from > all_may_from_.load(std::memory_order_relaxed)) {
    all_may_from_.store(may_from, std::memory_order_relaxed);
  }
}

}  // namespace strongroom::gateway
