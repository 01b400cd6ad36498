#pragma once

#include <coroutine>
#include <span>

namespace strongroom {

/// Where a suspended coroutine goes on: one thread's event loop. A coroutine that waits for another
/// thread (a commit, a blocking read) remembers `current()` and is posted back there, so that it
/// never changes threads.
class Executor {
 public:
  virtual ~Executor() = default;

  /// Resumes `coroutines`, in order, in a later turn of this loop. Any thread. One wake-up for the
  /// whole batch.
  virtual void post(std::span<const std::coroutine_handle<>> coroutines) = 0;
  void post(std::coroutine_handle<> coroutine) { post(std::span(&coroutine, 1)); }

  /// What is put off until the requests that are ready now have been looked at.
  class Deferred {
   public:
    /// Called once for each `defer`, on the loop's thread. It may defer itself again. `alone`:
    /// nothing else was put off in this turn.
    virtual void run(bool alone) = 0;

   protected:
    ~Deferred() = default;
  };
  /// Runs `deferred` at the end of this turn of the loop. The loop's own thread; `deferred` lives
  /// until then.
  virtual void defer(Deferred& deferred) = 0;

  /// The executor whose loop runs on this thread; null on a thread without one.
  static Executor* current() noexcept;

  /// Makes `executor` the current one of this thread for the life of this object.
  class Scope {
   public:
    explicit Scope(Executor& executor) noexcept;
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Executor* previous_;
  };
};

/// Resumes `coroutine` on `executor`, or here when the waiter had none.
inline void resume_on(Executor* executor, std::coroutine_handle<> coroutine) {
  if (executor != nullptr) {
    executor->post(coroutine);
  } else {
    coroutine.resume();
  }
}

}  // namespace strongroom
