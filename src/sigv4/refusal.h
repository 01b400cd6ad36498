#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

/// The errors of sigv4 contract 6 that more than one check gives.
namespace strongroom::sigv4 {

inline constexpr std::string_view kSignatureMismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS "
    "Secret Access Key and signing method. Consult the service documentation for details.";

std::unexpected<Error> missing_signature();
std::unexpected<Error> incomplete_signature(std::string text);
std::unexpected<Error> invalid_signature(std::string text = std::string(kSignatureMismatch));
std::unexpected<Error> unrecognized_client();

/// A piece of the request that is fit for a message: printable ASCII, not long enough to hold a
/// signature or token.
std::string quotable(std::string_view text);

}  // namespace strongroom::sigv4
