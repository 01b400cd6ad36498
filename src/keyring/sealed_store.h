#pragma once

#include "base/result.h"
#include "base/task.h"
#include "keyring/keyring.h"
#include "store/store.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::keyring {

/// The barrier: a store whose values and notes are sealed under the keyring before the inner store
/// sees them, each bound to its store key (crypto contract 5.5, 6). Keys pass as they are: make
/// them with KeySpace. The boot table (boot.h) does not exist here. Any thread.
///
/// As Store, and InvalidCiphertext where a record was changed, moved to another key or not written
/// under this keyring. A watch that meets such a record ends the process: a view that misses a
/// commit must not serve.
class SealedStore final : public store::Store {
 public:
  /// `inner` and `keyring` outlive this object; it outlives what `inner` still has to report to
  /// sinks.
  SealedStore(store::Store& inner, const Keyring& keyring);
  ~SealedStore() override;

  /// Internal: a write to the boot table.
  Task<Result<store::Revision>> commit(store::Transaction transaction) override;
  Task<Result<std::optional<store::Entry>>> get(Bytes key) override;
  Task<Result<std::vector<store::Entry>>> scan(store::KeyRange range, std::size_t limit) override;
  void watch(store::WatchSink& sink) override;
  Result<void> load_share(const store::KeyRange& range, store::Share share,
                          const Visit& visit) override;
  Task<Result<store::Revision>> read_barrier() override { return inner_.read_barrier(); }
  Task<Result<std::vector<store::Note>>> notes() override;
  void release_notes(std::span<const store::Revision> revisions) override {
    inner_.release_notes(revisions);
  }
  Statistics statistics() const override { return inner_.statistics(); }

 private:
  class OpeningSink;

  store::Store& inner_;
  const Keyring& keyring_;
  std::unique_ptr<OpeningSink> sink_;  // made by the first watch
};

}  // namespace strongroom::keyring
