#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::secrets {

/// Checks RotationRules as RotateSecret does (secrets-manager contract 5.10): the schedule language
/// rate(...) and cron(...), the duration, and that only one kind of frequency is given. The range
/// of `automatically_after_days` is the model's business. Errors: InvalidParameter with AWS's text.
Result<void> check_rotation_rules(std::optional<std::int64_t> automatically_after_days,
                                  std::optional<std::string_view> schedule_expression,
                                  std::optional<std::string_view> duration);

}  // namespace strongroom::secrets
