#include "sigv4/authorization_header.h"

#include "sigv4/refusal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

namespace strongroom::sigv4 {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts the first element off a list that is separated by commas.
std::string_view take_element(std::string_view& list) {
  const std::size_t comma = std::min(list.find(','), list.size());
  const std::string_view element = trimmed(list.substr(0, comma));
  list.remove_prefix(std::min(comma + 1, list.size()));
  return element;
}

Result<void> parse_pair(std::string_view pair, SignatureParts& parts) {
  const std::size_t equals = pair.find('=');
  if (equals == std::string_view::npos) {
    // AWS ends with the whole header; a signature or a foreign token must not come back.
    return incomplete_signature(fmt::format(
        "'{}' not a valid key=value pair (missing equal-sign) in Authorization header: '{}'.",
        quotable(pair), kAlgorithm));
  }
  const std::string_view key = pair.substr(0, equals);
  std::string_view* const part = key == "Credential"      ? &parts.credential
                                 : key == "SignedHeaders" ? &parts.signed_headers
                                 : key == "Signature"     ? &parts.signature
                                                          : nullptr;
  if (part == nullptr) return {};
  if (part->data() != nullptr) {
    return incomplete_signature(
        fmt::format("Authorization header has more than one '{}' parameter.", key));
  }
  *part = pair.substr(equals + 1);
  return {};
}

Result<void> check_complete(const SignatureParts& parts) {
  std::string text;
  for (const auto& [name, value] :
       {std::pair("Credential", parts.credential), std::pair("Signature", parts.signature),
        std::pair("SignedHeaders", parts.signed_headers)}) {
    if (value.empty()) {
      fmt::format_to(std::back_inserter(text), "Authorization header requires '{}' parameter. ",
                     name);
    }
  }
  if (parts.date.empty()) {
    text += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (text.empty()) return {};
  return incomplete_signature(fmt::format("{}Authorization={}", text, kAlgorithm));
}

}  // namespace

Result<SignatureParts> parse_authorization_header(std::string_view value,
                                                  const SignableRequest& request) {
  std::string_view list = value;
  const std::string_view algorithm = value.substr(0, value.find(' '));
  if (algorithm != kAlgorithm) {
    return incomplete_signature(fmt::format("Only the algorithm {} is accepted.", kAlgorithm));
  }
  list.remove_prefix(algorithm.size());
  list = trimmed(list);
  SignatureParts parts;
  while (!list.empty()) SR_CHECK(parse_pair(take_element(list), parts));
  parts.date = header_of(request, "x-amz-date");
  if (parts.date.data() == nullptr) parts.date = header_of(request, "date");
  parts.session_token = header_of(request, "x-amz-security-token");
  SR_CHECK(check_complete(parts));
  return parts;
}

}  // namespace strongroom::sigv4
