#include "base/executor.h"

#include <utility>

namespace strongroom {
namespace {
thread_local Executor* t_current = nullptr;
}

Executor* Executor::current() noexcept { return t_current; }

Executor::Scope::Scope(Executor& executor) noexcept
    : previous_(std::exchange(t_current, &executor)) {}

Executor::Scope::~Scope() { t_current = previous_; }

}  // namespace strongroom
