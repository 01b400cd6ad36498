#pragma once

#include <array>
#include <cstddef>

namespace strongroom::keyring {

/// A random name for one installation, made with its store.
using DeploymentId = std::array<std::byte, 16>;

}  // namespace strongroom::keyring
