#pragma once

#include "base/result.h"
#include "sigv4/signable_request.h"

#include <string_view>

namespace strongroom::sigv4 {

/// Cuts the first name off `content-type;host;x-amz-date`.
std::string_view take_name(std::string_view& signed_headers);

/// The list must be what a careful signer writes: lower case, sorted, without repetition, each name
/// in the request, host among them; and no x-amz- header may stand outside of it (sigv4 contract
/// 3.3, 3.4). Error: InvalidSignature.
Result<void> check_signed_headers(std::string_view signed_headers, const SignableRequest& request);

}  // namespace strongroom::sigv4
