#pragma once

#include <string>

namespace strongroom::ops::secretsmanager {

/// The six characters that end the ARN of a new secret: letters of both cases and digits (contract
/// 2).
std::string random_arn_suffix();

}  // namespace strongroom::ops::secretsmanager
