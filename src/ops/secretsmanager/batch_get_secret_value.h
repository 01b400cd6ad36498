#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/filters.h"
#include "ops/secretsmanager/read_value.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// Why one secret of a batch has no value in the answer.
struct SecretError {
  std::string secret_id;  ///< As requested.
  std::string_view error_code;
  std::string message;
};
inline constexpr auto kSecretError =
    wire::shape<SecretError>(wire::member<&SecretError::secret_id>("SecretId"),
                             wire::member<&SecretError::error_code>("ErrorCode"),
                             wire::member<&SecretError::message>("Message"));

/// The current values of up to 20 secrets, by ids or by filters; what fails for one secret is
/// reported beside the others. Any thread. Source: contract 5.5.
struct BatchGetSecretValue {
  static constexpr std::string_view kName = "BatchGetSecretValue";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::span<const std::string_view>> secret_id_list;
    std::span<const Filter> filters;
    std::optional<std::int64_t> max_results;
    std::optional<std::string_view> next_token;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::secret_id_list>("SecretIdList", wire::size(1, 20),
                                             wire::each(wire::length(1, 2048))),
      wire::optional<&Input::filters>("Filters", wire::size(0, 10), wire::of(kFilter)),
      wire::optional<&Input::max_results>("MaxResults", wire::range(1, 20)),
      next_token_field<&Input::next_token>());

  struct Output {
    std::vector<ReadValue> secret_values;
    std::vector<SecretError> errors;
    std::optional<std::string> next_token;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::secret_values>("SecretValues", wire::of(kReadValue)),
      wire::member<&Output::errors>("Errors", wire::of(kSecretError)),
      wire::member<&Output::next_token>("NextToken"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
