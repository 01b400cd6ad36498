#include "secrets/catalog_loading.h"

#include "secrets/secret_record.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <map>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::secrets {
namespace {

constexpr unsigned kMaxThreads = 8;  // with more, what one does alone counts most

Result<SecretPtr> secret_of(const store::Entry& entry) {
  SR_TRY(Secret secret, decode_secret(entry.value));
  const auto key = secret_key_of(entry.key);
  if (!key) return failure(ErrorCode::Internal, "A secret's record has a malformed key.");
  secret.key = *key;
  secret.revision = entry.revision;
  return std::make_shared<const Secret>(std::move(secret));
}

using Partitions = std::map<Partition, std::vector<SecretPtr>>;

Result<Partitions> loaded_share(store::Store& store, const store::KeyRange& range,
                                store::Share share) {
  Partitions partitions;
  SR_CHECK(store.load_share(range, share, [&](const store::Entry& entry) -> Result<void> {
    SR_TRY(SecretPtr secret, secret_of(entry));
    partitions[secret->partition].push_back(std::move(secret));
    return {};
  }));
  return partitions;
}

}  // namespace

Result<void> load_catalog(store::Store& store, const store::KeyRange& range, Catalog& catalog) {
  const std::size_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  std::vector<std::future<Result<Partitions>>> others;
  for (std::size_t number = 1; number < threads; ++number) {
    others.push_back(std::async(std::launch::async, [&, number] {
      return loaded_share(store, range, {.number = number, .of = threads});
    }));
  }
  SR_TRY(Partitions all, loaded_share(store, range, {.number = 0, .of = threads}));
  for (auto& other : others) {
    SR_TRY(Partitions more, other.get());
    for (auto& [partition, secrets] : more) {
      std::ranges::move(secrets, std::back_inserter(all[partition]));
    }
  }
  for (const auto& [partition, secrets] : all) SR_CHECK(catalog.fill(partition, secrets));
  return {};
}

}  // namespace strongroom::secrets
