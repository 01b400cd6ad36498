#pragma once

#include "crypto/hash.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace strongroom::sigv4 {

struct Header {
  std::string_view name;  ///< In any case of letters.
  std::string_view value;
};

/// The parts of an HTTP request that a signature speaks of. Views that outlive every call.
struct SignableRequest {
  std::string_view method;
  std::string_view target;            ///< Path and query as they arrived, still percent-encoded.
  std::span<const Header> headers{};  ///< In order of arrival, repeated ones kept apart.
  crypto::Digest256 body_hash{};      ///< SHA-256 of the body.
  bool tls = false;
};

/// Whether `name` is `lower_case_name`, in any case of letters.
inline bool names_header(std::string_view name, std::string_view lower_case_name) {
  return name.size() == lower_case_name.size() &&
         std::ranges::equal(name, lower_case_name, [](char c, char lower) {
           return c == lower || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == lower);
         });
}

/// The value of the first header of that name (given in lower case); data() is null without one.
std::string_view header_of(const SignableRequest& request, std::string_view lower_case_name);

}  // namespace strongroom::sigv4
