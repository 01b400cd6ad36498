#pragma once

#include "base/arena.h"
#include "sigv4/signature.h"

#include <string_view>

namespace strongroom::sigv4 {

/// The four lines that are signed (sigv4 contract 4), built in `arena`.
std::string_view string_to_sign(const Signature& signature, std::string_view canonical_request,
                                Arena& arena);

}  // namespace strongroom::sigv4
