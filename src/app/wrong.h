#pragma once

#include "base/result.h"

#include <expected>
#include <string>
#include <utility>

namespace strongroom::app {

/// InvalidSetting: of an argument or a setting; the message says the remedy.
inline std::unexpected<Error> wrong(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
}

}  // namespace strongroom::app
