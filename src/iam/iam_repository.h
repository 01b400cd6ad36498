#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "iam/change.h"
#include "iam/directory.h"
#include "iam/quotas.h"
#include "iam/recent_uses.h"
#include "keyring/key_space.h"
#include "store/store.h"

#include <memory>
#include <optional>
#include <utility>

namespace strongroom::iam {

/// What a commit made.
template <class E>
struct Committed {
  std::shared_ptr<const E> result;
  store::Revision revision = 0;  ///< 0: nothing was to be done, nothing was written.
};

/// The identities of a deployment: the directory, and the only way to change it. A change is
/// computed by a function of user_changes.h and its like from `basis`, and committed here:
///
///     auto made = co_await repository.commit(create_user(repository.basis(now), {...}), note);
///
/// Any thread.
class IamRepository {
 public:
  /// `store` is the sealed one; `store`, `keys` and `access_keys` outlive this object.
  IamRepository(store::Store& store, const keyring::KeySpace& keys, AccessKeys& access_keys,
                const Quotas& quotas = {});
  IamRepository(const IamRepository&) = delete;
  IamRepository& operator=(const IamRepository&) = delete;

  /// Reads everything into the directory and follows the store from there. Once, before anything
  /// else.
  Result<void> load();

  const Directory& directory() const { return directory_; }
  const Quotas& quotas() const { return quotas_; }
  /// Noted by the pipeline, written by a job.
  RecentUses& recent_uses() { return recent_uses_; }
  Basis basis(Timestamp now) const {
    return {.directory = directory_, .keys = keys_, .quotas = quotas_, .now = now};
  }

  /// Commits; the directory has the change when this returns. The error of the computation; or
  /// Conflict: somebody was faster, begin again at authorization; others have texts fit for
  /// clients. `note` is the audit record of the change.
  template <class E>
  Task<Result<Committed<E>>> commit(Result<Change<E>> change, std::optional<Bytes> note) {
    if (!change) co_return std::unexpected(std::move(change).error());
    if (change->transaction.writes.empty()) {
      co_return Committed<E>{.result = std::move(change->result), .revision = 0};
    }
    change->transaction.note = std::move(note);
    SR_CO_TRY(const store::Revision revision,
              co_await commit_transaction(std::move(change->transaction)));
    co_return Committed<E>{.result = std::move(change->result), .revision = revision};
  }

 private:
  Task<Result<store::Revision>> commit_transaction(store::Transaction transaction);

  store::Store& store_;
  const keyring::KeySpace& keys_;
  const Quotas quotas_;
  Directory directory_;
  RecentUses recent_uses_;
};

}  // namespace strongroom::iam
