#include "sigv4/signed_headers.h"

#include "sigv4/refusal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strongroom::sigv4 {
namespace {

// The token is authenticated on its own (3.6); the other two change nothing.
constexpr std::array<std::string_view, 3> kMayBeUnsigned = {
    "x-amz-security-token", "x-amz-user-agent", "x-amz-api-version"};

constexpr std::string_view kAmzPrefix = "x-amz-";

bool is_header_name(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool lists(std::string_view signed_headers, std::string_view header_name) {
  while (!signed_headers.empty()) {
    if (names_header(header_name, take_name(signed_headers))) return true;
  }
  return false;
}

bool must_be_signed(std::string_view header_name) {
  return names_header(header_name.substr(0, kAmzPrefix.size()), kAmzPrefix) &&
         std::ranges::none_of(kMayBeUnsigned, [&](std::string_view name) {
           return names_header(header_name, name);
         });
}

}  // namespace

std::string_view take_name(std::string_view& signed_headers) {
  const std::size_t end = std::min(signed_headers.find(';'), signed_headers.size());
  const std::string_view name = signed_headers.substr(0, end);
  signed_headers.remove_prefix(std::min(end + 1, signed_headers.size()));
  return name;
}

Result<void> check_signed_headers(std::string_view signed_headers, const SignableRequest& request) {
  bool host = false;
  std::string_view before;
  if (signed_headers.ends_with(';')) return invalid_signature();
  for (std::string_view rest = signed_headers; !rest.empty();) {
    const std::string_view name = take_name(rest);
    if (!is_header_name(name) || name <= before) return invalid_signature();
    if (header_of(request, name).data() == nullptr) return invalid_signature();
    host = host || name == "host";
    before = name;
  }
  if (!host) {
    return invalid_signature(
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const Header& header : request.headers) {
    if (must_be_signed(header.name) && !lists(signed_headers, header.name)) {
      return invalid_signature(
          fmt::format("There were headers present in the request which were not signed: {}",
                      quotable(header.name)));
    }
  }
  return {};
}

}  // namespace strongroom::sigv4
