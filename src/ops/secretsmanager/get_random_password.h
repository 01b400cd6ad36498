#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// A random password. Any thread. Source: contract 5.14.
struct GetRandomPassword {
  static constexpr std::string_view kName = "GetRandomPassword";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::int64_t> password_length;
    std::optional<std::string_view> exclude_characters;
    bool exclude_numbers = false;
    bool exclude_punctuation = false;
    bool exclude_uppercase = false;
    bool exclude_lowercase = false;
    bool include_space = false;
    bool require_each_included_type = true;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::password_length>("PasswordLength", wire::range(1, 4096)),
      wire::optional<&Input::exclude_characters>("ExcludeCharacters", wire::length(0, 4096)),
      wire::optional<&Input::exclude_numbers>("ExcludeNumbers"),
      wire::optional<&Input::exclude_punctuation>("ExcludePunctuation"),
      wire::optional<&Input::exclude_uppercase>("ExcludeUppercase"),
      wire::optional<&Input::exclude_lowercase>("ExcludeLowercase"),
      wire::optional<&Input::include_space>("IncludeSpace"),
      wire::optional<&Input::require_each_included_type>("RequireEachIncludedType"));

  struct Output {
    std::string_view random_password;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::random_password>("RandomPassword", wire::sensitive()));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
