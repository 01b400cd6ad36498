#include "jobs/last_use_writer.h"

#include "base/log.h"
#include "base/sync_wait.h"
#include "iam/user_changes.h"

#include <optional>
#include <utility>

namespace strongroom::jobs {

using iam::RecentUses;

Result<void> LastUseWriter::write(const RecentUses::Use& use) {
  if (!iam::last_use_is_due(identity_.directory(), use.id, use.at)) return {};
  const iam::Basis basis = identity_.basis(use.at);
  auto committed =
      sync_wait(identity_.commit(use.of == RecentUses::Of::AccessKey
                                     ? iam::note_key_use(basis, use.id, use.service, use.region)
                                     : iam::note_role_use(basis, use.id, use.region),
                                 std::nullopt));
  // A key or role that is gone since, or a development key, which is stored nowhere.
  if (committed || committed.error().code() == ErrorCode::NoSuchEntity) return {};
  return std::unexpected(committed.error());
}

void LastUseWriter::run() {
  bool store_fails = false;
  for (const RecentUses::Use& use : identity_.recent_uses().take()) {
    if (!store_fails) {
      const Result<void> written = write(use);
      if (written) continue;
      if (written.error().code() != ErrorCode::Conflict) {
        store_fails = true;
        log::warning("dates of last use wait for the store: {}", written.error().message());
      }
    }
    identity_.recent_uses().put_back(use);
  }
}

}  // namespace strongroom::jobs
