#include "kms/key_state.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace strongroom::kms {
namespace {

/// The letters of kms contract 4.3; Ok is its plus sign.
enum class Refusal : std::uint8_t { Ok, A, B, C, D, F };
using enum Refusal;

/// Rows in the order of StateRule, columns: Enabled, Disabled, PendingDeletion, PendingImport.
constexpr std::array<std::array<Refusal, 4>, 6> kTable = {{
    {Ok, A, B, D},    // Use
    {Ok, Ok, B, D},   // Switch
    {Ok, Ok, B, Ok},  // Manage
    {C, C, Ok, C},    // CancelDeletion
    {Ok, A, B, F},    // Rotation
    {Ok, A, B, D},    // RotateNow
}};

}  // namespace

Result<void> check_state(const Key& key, StateRule rule) {
  // Who waits for his replicas to go can do as little as who is going.
  const KeyState state = key.pending_deletion() ? KeyState::PendingDeletion : key.state;
  const std::size_t column = static_cast<std::size_t>(state) - 1;
  switch (kTable[static_cast<std::size_t>(rule)][column]) {
    case Ok:
      return {};
    case A:
      return failure(ErrorCode::KeyDisabled, fmt::format("{} is disabled.", key.arn));
    case B:
      return failure(ErrorCode::InvalidKeyState, fmt::format("{} is pending deletion.", key.arn));
    case C:
      return failure(ErrorCode::InvalidKeyState,
                     fmt::format("{} is not pending deletion.", key.arn));
    case D:
      return failure(ErrorCode::InvalidKeyState, fmt::format("{} is pending import.", key.arn));
    case F:
      return failure(ErrorCode::UnsupportedOperation,
                     fmt::format("{} origin is {} which is not valid for this operation.", key.arn,
                                 key.origin));
  }
  return {};
}

}  // namespace strongroom::kms
