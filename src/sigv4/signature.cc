#include "sigv4/signature.h"

#include "base/encoding.h"
#include "sigv4/authorization_header.h"
#include "sigv4/presigned_query.h"
#include "sigv4/refusal.h"
#include "sigv4/request_date.h"
#include "sigv4/signed_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace strongroom::sigv4 {
namespace {

constexpr std::size_t kLongestToken = 8 * 1024;
constexpr unsigned kLongestExpiry = 604800;  // Seconds: seven days.

Result<Credential> parse_credential(std::string_view text) {
  std::array<std::string_view, 5> parts;
  std::string_view rest = text;
  for (std::string_view& part : parts) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    part = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  if (!rest.empty() || text.ends_with('/') ||
      std::ranges::any_of(parts, &std::string_view::empty)) {
    return incomplete_signature(
        fmt::format("Credential must have exactly 5 slash-delimited elements, e.g. "
                    "keyid/date/region/service/term, got '{}'",
                    quotable(text)));
  }
  if (parts[4] != kTerminator) {
    return invalid_signature(
        fmt::format("Credential should be scoped with a valid terminator: '{}', not '{}'.",
                    kTerminator, quotable(parts[4])));
  }
  return Credential{.access_key_id = parts[0],
                    .scope = text.substr(parts[0].size() + 1),
                    .date = parts[1],
                    .region = parts[2],
                    .service = parts[3]};
}

Result<void> read_date(std::string_view text, Signature& signature, Arena& arena) {
  auto at = parse_basic_date(text);
  signature.date = text;
  if (!at && signature.form == Signature::Form::Header) {
    at = parse_http_date(text);
    if (at) signature.date = arena.copy(basic_date(*at));
  }
  if (!at) {
    return incomplete_signature(
        fmt::format("Date must be in ISO-8601 'basic format'. Got '{}'.", quotable(text)));
  }
  signature.at = *at;
  const std::string_view day = signature.date.substr(0, 8);
  if (signature.credential.date == day) return {};
  return invalid_signature(
      fmt::format("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
                  "from HTTP: '{}' != '{}', from '{}'.",
                  quotable(signature.credential.date), day, signature.date));
}

Result<void> read_expiry(std::string_view text, Signature& signature) {
  if (text.data() == nullptr) return {};
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool number = error == std::errc() && end == text.data() + text.size();
  if (!number || seconds < 1 || seconds > kLongestExpiry) {
    return incomplete_signature(
        fmt::format("X-Amz-Expires must be a number of seconds from 1 to {}.", kLongestExpiry));
  }
  signature.expires = std::chrono::seconds(seconds);
  return {};
}

/// Exactly 64 lower-case hex digits.
Result<crypto::Digest256> parse_value(std::string_view hex) {
  crypto::Digest256 digest;
  if (!decode_lower_hex(hex, digest)) return invalid_signature();
  return digest;
}

std::ptrdiff_t count_of(const SignableRequest& request, std::string_view lower_case_name) {
  return std::ranges::count_if(request.headers, [&](const Header& header) {
    return names_header(header.name, lower_case_name);
  });
}

/// Finds the one place where the signature is.
Result<SignatureParts> find_parts(const SignableRequest& request, Signature::Form& form,
                                  Arena& arena) {
  const std::string_view query = query_of(request.target);
  const std::string_view header = header_of(request, "authorization");
  const bool presigned = is_presigned(query);
  if (header.data() == nullptr && !presigned) return missing_signature();
  if (presigned && header.data() != nullptr) {
    return incomplete_signature(
        "Only one of the Authorization header and the X-Amz- query parameters may sign a request.");
  }
  form = presigned ? Signature::Form::Query : Signature::Form::Header;
  if (presigned) return parse_presigned_query(query, arena);
  if (count_of(request, "authorization") > 1) {
    return incomplete_signature("There is more than one Authorization header.");
  }
  return parse_authorization_header(header, request);
}

}  // namespace

std::string_view header_of(const SignableRequest& request, std::string_view lower_case_name) {
  for (const Header& header : request.headers) {
    // An empty value still has an address, so that it is not taken for absence.
    if (names_header(header.name, lower_case_name)) {
      return header.value.data() == nullptr ? std::string_view("") : header.value;
    }
  }
  return {};
}

Result<Signature> read_signature(const SignableRequest& request, Arena& arena) {
  Signature signature;
  SR_TRY(const SignatureParts parts, find_parts(request, signature.form, arena));
  SR_TRY(signature.credential, parse_credential(parts.credential));
  SR_CHECK(read_date(parts.date, signature, arena));
  SR_CHECK(read_expiry(parts.expires, signature));
  SR_CHECK(check_signed_headers(parts.signed_headers, request));
  SR_TRY(signature.value, parse_value(parts.signature));
  signature.signed_headers = parts.signed_headers;
  signature.session_token = parts.session_token;
  const bool repeated =
      signature.form == Signature::Form::Header && count_of(request, "x-amz-security-token") > 1;
  if (repeated || parts.session_token.size() > kLongestToken) return unrecognized_client();
  return signature;
}

}  // namespace strongroom::sigv4
