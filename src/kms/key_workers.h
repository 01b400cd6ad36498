#pragma once

#include "base/result.h"
#include "base/task.h"
#include "base/worker_pool.h"
#include "crypto/key_kind.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace strongroom::kms {

/// Threads for key pairs, so that no I/O thread stands still for one, and that those who sign don't
/// wait until somebody's RSA key is drawn. Throttled: too many wait already. Any thread.
class KeyWorkers {
 public:
  /// What takes some milliseconds at most: to sign, verify, decrypt, agree.
  template <class F>
  Task<Result<std::invoke_result_t<F>>> use(F work) {
    return run(using_, kMostUsing, std::move(work));
  }
  /// To draw a key pair of `spec`, or to look at one that somebody brings: with RSA it takes up to
  /// some seconds.
  template <class F>
  Task<Result<std::invoke_result_t<F>>> make(const crypto::KeyPairSpec& spec, F work) {
    if (spec.kind != crypto::KeyKind::Rsa) return use(std::move(work));
    return run(making_, kMostMaking, std::move(work));
  }

 private:
  // A client waits for some seconds at most, and for half a minute.
  static constexpr std::size_t kMostUsing = 1024;
  static constexpr std::size_t kMostMaking = 8;

  template <class F>
  static Task<Result<std::invoke_result_t<F>>> run(WorkerPool& pool, std::size_t most, F work) {
    if (pool.waiting() >= most) co_return failure(ErrorCode::Throttled, "Rate exceeded");
    co_return co_await pool.run(std::move(work));
  }

  WorkerPool using_{2};
  WorkerPool making_{1};
};

}  // namespace strongroom::kms
