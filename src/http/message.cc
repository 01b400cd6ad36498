#include "http/message.h"

#include <algorithm>

namespace strongroom::http {
namespace {

// ASCII only and without locale: header names are tokens of RFC 9110.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view Request::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find_if(headers, [&](const Header& header) {
    return equals_ignoring_case(header.name, lower_case_name);
  });
  return found == headers.end() ? std::string_view() : found->value;
}

}  // namespace strongroom::http
