#include "secrets/catalog_loading.h"

#include "secrets/secret_record.h"

#include <algorithm>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::secrets {
namespace {

constexpr unsigned kMaxThreads = 8;  // with more, the catalog's lock is what all wait for
constexpr std::size_t kBatchSize = 256;

Result<SecretPtr> secret_of(const store::Entry& entry) {
  SR_TRY(Secret secret, decode_secret(entry.value));
  const auto key = secret_key_of(entry.key);
  if (!key) return failure(ErrorCode::Internal, "A secret's record has a malformed key.");
  secret.key = *key;
  secret.revision = entry.revision;
  return std::make_shared<const Secret>(std::move(secret));
}

Result<void> load_share(store::Store& store, const store::KeyRange& range, store::Share share,
                        Catalog& catalog) {
  std::vector<SecretPtr> batch;
  SR_CHECK(store.load_share(range, share, [&](const store::Entry& entry) -> Result<void> {
    SR_TRY(SecretPtr secret, secret_of(entry));
    batch.push_back(std::move(secret));
    if (batch.size() == kBatchSize) {
      catalog.put(batch);
      batch.clear();
    }
    return {};
  }));
  catalog.put(batch);
  return {};
}

}  // namespace

Result<void> load_catalog(store::Store& store, const store::KeyRange& range, Catalog& catalog) {
  const std::size_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  std::vector<std::future<Result<void>>> others;
  for (std::size_t number = 1; number < threads; ++number) {
    others.push_back(std::async(std::launch::async, [&, number] {
      return load_share(store, range, {.number = number, .of = threads}, catalog);
    }));
  }
  Result<void> outcome = load_share(store, range, {.number = 0, .of = threads}, catalog);
  for (auto& other : others) {
    if (auto loaded = other.get(); !loaded) outcome = std::move(loaded);
  }
  return outcome;
}

}  // namespace strongroom::secrets
