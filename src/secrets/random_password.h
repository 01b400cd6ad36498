#pragma once

#include "base/arena.h"
#include "base/result.h"

#include <cstddef>
#include <string_view>

namespace strongroom::secrets {

/// GetRandomPassword (secrets-manager contract 5.14).
struct PasswordRules {
  std::size_t length = 32;  ///< 1 to 4096
  std::string_view exclude_characters = {};
  bool exclude_numbers = false;
  bool exclude_punctuation = false;
  bool exclude_uppercase = false;
  bool exclude_lowercase = false;
  bool include_space = false;
  bool require_each_included_type = true;
};

/// Uniform over all passwords that the rules allow, from the system's random source, in the arena.
/// InvalidParameter with AWS's texts when the rules leave nothing.
Result<std::string_view> random_password(const PasswordRules& rules, Arena& arena);

}  // namespace strongroom::secrets
