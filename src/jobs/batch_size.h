#pragma once

#include <cstddef>

namespace strongroom::jobs {

/// Of one commit by a job: a secret that is changed meanwhile keeps no more than so many others
/// waiting.
inline constexpr std::size_t kSecretsAtOnce = 100;

}  // namespace strongroom::jobs
