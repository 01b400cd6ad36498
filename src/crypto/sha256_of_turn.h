#pragma once

#include "base/bytes.h"
#include "base/executor.h"
#include "crypto/hash.h"

#include <coroutine>

namespace strongroom::crypto {

/// SHA-256 of a text that is large enough for it is worth waiting until the other requests of this
/// turn of the loop want theirs, and computing all together (sha256_each.h). Await it once, on the
/// thread that made it; without a loop it does not wait.
class Sha256OfTurn {
 public:
  explicit Sha256OfTurn(ByteView text) : text_(text) {}

  bool await_ready();
  void await_suspend(std::coroutine_handle<> waiter);
  const Digest256& await_resume() const noexcept { return digest_; }

 private:
  friend class TurnOfDigests;

  ByteView text_;
  Digest256 digest_{};
  std::coroutine_handle<> waiter_;
};

}  // namespace strongroom::crypto
