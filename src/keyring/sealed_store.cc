#include "keyring/sealed_store.h"

#include "base/encoding.h"
#include "base/log.h"
#include "crypto/random.h"
#include "keyring/barrier_record.h"
#include "keyring/tables.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace strongroom::keyring {
namespace {

/// Notes have no store key of their own. This one is in the boot table, where no sealed record
/// lies, so that a note and a record can't change places.
constexpr std::array kNoteLabel{static_cast<std::byte>(Table::Boot), std::byte{'n'}, std::byte{'o'},
                                std::byte{'t'}, std::byte{'e'}};

bool in_boot_table(ByteView key) {
  return !key.empty() && key.front() == static_cast<std::byte>(Table::Boot);
}

/// Nonces for a whole transaction in one draw: the call costs more than the bytes.
class NonceSupply {
 public:
  explicit NonceSupply(std::size_t count) : nonces_(count) {
    crypto::random_bytes(std::as_writable_bytes(std::span(nonces_)));
  }
  const Nonce& next() { return nonces_.at(used_++); }

 private:
  static_assert(sizeof(Nonce) == 28);
  std::vector<Nonce> nonces_;
  std::size_t used_ = 0;
};

Result<Bytes> opened(const Keyring& keyring, ByteView store_key, ByteView record) {
  if (record.size() < kBarrierOverhead) return invalid_ciphertext();
  Bytes plain(record.size() - kBarrierOverhead);
  SR_CHECK(open_barrier_record(keyring, store_key, record, plain));
  return plain;
}

/// Without the boot table, which sorts before all others.
store::KeyRange without_boot_table(store::KeyRange range) {
  constexpr std::array kBehind{std::byte{static_cast<std::uint8_t>(Table::Boot) + 1}};
  const Bytes behind = copy_of(kBehind);
  if (!range.last.empty()) range.last = std::max(range.last, behind);
  range.first = std::max(range.first, behind);
  return range;
}

/// What a commit wrote, in clear; wiped when the sinks have seen it.
struct PlainCommit {
  PlainCommit() = default;
  ~PlainCommit() {
    for (store::Write& write : commit.writes) {
      if (write.value) crypto::wipe(*write.value);
    }
  }
  PlainCommit(const PlainCommit&) = delete;
  PlainCommit& operator=(const PlainCommit&) = delete;

  store::Commit commit;
};

}  // namespace

/// Shows commits to the real sinks as they were before they were sealed: once for all of them, and
/// without opening what this process has sealed itself.
class SealedStore::OpeningSink final : public store::WatchSink {
 public:
  explicit OpeningSink(const Keyring& keyring) : keyring_(keyring) {}

  void add(store::WatchSink& sink) { sinks_.push_back(&sink); }

  void committed(const store::Commit& commit) override {
    const auto plain = commit.companion ? std::static_pointer_cast<PlainCommit>(commit.companion)
                                        : opened_or_die(commit);
    plain->commit.revision = commit.revision;
    for (store::WatchSink* const sink : sinks_) sink->committed(plain->commit);
  }

 private:
  std::shared_ptr<PlainCommit> opened_or_die(const store::Commit& commit) const {
    auto plain = std::make_shared<PlainCommit>();
    plain->commit.writes.reserve(commit.writes.size());
    for (const store::Write& write : commit.writes) {
      if (in_boot_table(write.key)) continue;
      store::Write& clear = plain->commit.writes.emplace_back(write.key, std::nullopt);
      if (write.value) clear.value = opened_or_die(write.key, *write.value);
    }
    return plain;
  }

  Bytes opened_or_die(ByteView key, ByteView record) const {
    auto plain = opened(keyring_, key, record);
    if (!plain) {
      log::error("the store reports the record {}, which this keyring does not open", hex_of(key));
      std::abort();
    }
    return *std::move(plain);
  }

  const Keyring& keyring_;
  std::vector<store::WatchSink*> sinks_;
};

SealedStore::SealedStore(store::Store& inner, const Keyring& keyring)
    : inner_(inner), keyring_(keyring) {}

SealedStore::~SealedStore() = default;

Task<Result<store::Revision>> SealedStore::commit(store::Transaction transaction) {
  NonceSupply nonces(transaction.writes.size() + 1);
  auto plain = std::make_shared<PlainCommit>();
  plain->commit.writes = std::move(transaction.writes);
  transaction.writes.clear();
  transaction.writes.reserve(plain->commit.writes.size());
  for (const store::Write& write : plain->commit.writes) {
    if (in_boot_table(write.key)) {
      co_return failure(ErrorCode::Internal, "a write to the boot table through the barrier");
    }
    store::Write& sealed = transaction.writes.emplace_back(write.key, std::nullopt);
    if (write.value) {
      sealed.value = seal_barrier_record(keyring_, write.key, *write.value, nonces.next());
    }
  }
  transaction.companion = std::move(plain);
  if (transaction.note) {
    transaction.note = seal_barrier_record(keyring_, kNoteLabel, *transaction.note, nonces.next());
  }
  co_return co_await inner_.commit(std::move(transaction));
}

Task<Result<std::optional<store::Entry>>> SealedStore::get(Bytes key) {
  SR_CO_TRY(std::optional<store::Entry> entry, co_await inner_.get(std::move(key)));
  if (entry) {
    SR_CO_TRY(entry->value, opened(keyring_, entry->key, entry->value));
  }
  co_return entry;
}

Task<Result<std::vector<store::Entry>>> SealedStore::scan(store::KeyRange range,
                                                          std::size_t limit) {
  SR_CO_TRY(std::vector<store::Entry> entries,
            co_await inner_.scan(without_boot_table(std::move(range)), limit));
  for (store::Entry& entry : entries) {
    SR_CO_TRY(entry.value, opened(keyring_, entry.key, entry.value));
  }
  co_return entries;
}

void SealedStore::watch(store::WatchSink& sink) {
  if (sink_ == nullptr) {
    sink_ = std::make_unique<OpeningSink>(keyring_);
    inner_.watch(*sink_);
  }
  sink_->add(sink);
}

Result<void> SealedStore::load_share(const store::KeyRange& range, store::Share share,
                                     const Visit& visit) {
  store::Entry plain;  // reused, so that millions of records don't mean millions of allocations
  const auto open_and_visit = [&](const store::Entry& sealed) -> Result<void> {
    if (sealed.value.size() < kBarrierOverhead) return invalid_ciphertext();
    plain.key = sealed.key;
    plain.revision = sealed.revision;
    plain.value.resize(sealed.value.size() - kBarrierOverhead);
    SR_CHECK(open_barrier_record(keyring_, sealed.key, sealed.value, plain.value));
    auto visited = visit(plain);
    crypto::wipe(plain.value);  // before it grows
    return visited;
  };
  return inner_.load_share(without_boot_table(range), share, open_and_visit);
}

Task<Result<std::vector<store::Note>>> SealedStore::notes() {
  SR_CO_TRY(std::vector<store::Note> notes, co_await inner_.notes());
  for (store::Note& note : notes) {
    SR_CO_TRY(note.content, opened(keyring_, kNoteLabel, note.content));
  }
  co_return notes;
}

}  // namespace strongroom::keyring
