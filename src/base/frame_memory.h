#pragma once

#include <cstddef>

namespace strongroom {

/// Memory for coroutine frames. A request makes a dozen of them, of few sizes and all short-lived,
/// so each thread keeps those that ended for the next ones. Any thread; a frame may be freed on
/// another thread than made it.
void* allocate_frame(std::size_t size);
void free_frame(void* frame, std::size_t size) noexcept;

}  // namespace strongroom
