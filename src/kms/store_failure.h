#pragma once

#include "base/error.h"

#include <expected>

namespace strongroom::kms {

/// The store's error with a text that a client may see; the detail goes to the log.
std::unexpected<Error> store_failure(const Error& error);

}  // namespace strongroom::kms
