#pragma once

#include "iam/iam_repository.h"

namespace strongroom::jobs {

/// Writes the uses of access keys and roles that wait in memory into the store, of each at most
/// one in five minutes (iam contract 3.2). One whose key is changed at the same moment waits until
/// the next round.
class LastUseWriter {
 public:
  /// `identity` outlives it.
  explicit LastUseWriter(iam::IamRepository& identity) : identity_(identity) {}

  void run();

 private:
  Result<void> write(const iam::RecentUses::Use& use);

  iam::IamRepository& identity_;
};

}  // namespace strongroom::jobs
