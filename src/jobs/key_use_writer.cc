#include "jobs/key_use_writer.h"

#include "base/arn.h"
#include "base/log.h"
#include "base/sync_wait.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace strongroom::jobs {
namespace {

using kms::KeyUses;

/// One commit's: a key that is changed meanwhile keeps no more than so many others waiting.
constexpr std::size_t kKeysAtOnce = 100;

/// Null when it is gone.
kms::KeyPtr key_named(const kms::KeyView& keys, std::string_view key_arn) {
  constexpr std::string_view kType = "key/";
  const auto arn = parse_arn(key_arn);
  if (!arn || !arn->resource.starts_with(kType)) return nullptr;
  return keys.find(arn->account, arn->region, arn->resource.substr(kType.size()));
}

}  // namespace

void KeyUseWriter::run() {
  if (const Result<void> written = write(); !written) {
    log::warning("last uses of keys wait for the store: {}", written.error().message());
  }
}

Result<void> KeyUseWriter::write() {
  KeyUses& uses = keys_.uses();
  if (!start_written_) {
    SR_CHECK(sync_wait(uses.write_start()));
    start_written_ = true;
  }
  std::vector<KeyUses::Used> waiting;
  for (auto& [arn, use] : uses.recent().waiting()) {
    if (kms::KeyPtr key = key_named(keys_.view(), arn)) {
      waiting.push_back({.key = std::move(key), .use = std::move(use)});
    } else {
      uses.recent().written(arn, use);
    }
  }
  for (std::span<const KeyUses::Used> rest = waiting; !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), kKeysAtOnce));
    rest = rest.subspan(some.size());
    const Result<void> written = sync_wait(uses.write(some));
    if (!written && written.error().code() == ErrorCode::Conflict) continue;
    SR_CHECK(written);
    for (const auto& [key, use] : some) uses.recent().written(key->arn, use);
  }
  return {};
}

}  // namespace strongroom::jobs
