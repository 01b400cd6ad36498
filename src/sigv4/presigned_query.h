#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "sigv4/authorization_header.h"

#include <string_view>

namespace strongroom::sigv4 {

/// What follows the first `?` of a request's target.
std::string_view query_of(std::string_view target);

/// Cuts the first `name=value` off a raw query; a name without `=` has an empty value.
struct RawParameter {
  std::string_view name;
  std::string_view value;
};
RawParameter take_parameter(std::string_view& query);

/// Each %XX as the byte it means, all else as it is.
std::string_view percent_decoded(std::string_view text, Arena& arena);

/// Whether the query claims to carry a signature.
bool is_presigned(std::string_view query);

/// Collects the parameters of a presigned URL, decoded (sigv4 contract 2.2). Error:
/// IncompleteSignature.
Result<SignatureParts> parse_presigned_query(std::string_view query, Arena& arena);

}  // namespace strongroom::sigv4
