#include "kms/store_failure.h"

#include "base/log.h"
#include "base/result.h"

namespace strongroom::kms {

std::unexpected<Error> store_failure(const Error& error) {
  if (error.code() == ErrorCode::Conflict) {
    return failure(ErrorCode::Conflict, "The key was changed by another request.");
  }
  log::warning("kms: the store answered: {}", error.message());
  if (error.code() == ErrorCode::Throttled) return failure(ErrorCode::Throttled, "Rate exceeded");
  return failure(ErrorCode::Unavailable, "The service is unavailable. Try again later.");
}

}  // namespace strongroom::kms
