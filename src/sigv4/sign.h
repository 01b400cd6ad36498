#pragma once

#include "base/clock.h"
#include "sigv4/signable_request.h"

#include <string>
#include <string_view>

namespace strongroom::sigv4 {

/// Whose signature, and for what.
struct Signer {
  std::string_view access_key_id;
  std::string_view secret_access_key;
  std::string_view region;
  std::string_view service;
};

/// The Authorization header's value that signs `request` with all its headers, as an SDK would. The
/// headers must hold Host and X-Amz-Date with the time `at`.
std::string authorization_for(const SignableRequest& request, const Signer& signer, Timestamp at);

}  // namespace strongroom::sigv4
