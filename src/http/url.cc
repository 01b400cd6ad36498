#include "http/url.h"

#include <algorithm>
#include <charconv>

namespace strongroom::http {
namespace {

constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kLongestHost = 253;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host_character(char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; }
bool is_address_character(char c) { return is_letter_or_digit(c) || c == '.' || c == ':'; }

bool is_target_character(char c) {
  return c > ' ' && c < '\x7f' && !std::string_view("#\"<>\\^`{|}").contains(c);
}

bool take_scheme(std::string_view& rest, std::string_view scheme) {
  if (!rest.starts_with(scheme)) return false;
  rest.remove_prefix(scheme.size());
  return true;
}

/// An IPv6 address in brackets, or a name.
std::optional<std::string_view> take_host(std::string_view& rest) {
  const bool bracketed = rest.starts_with('[');
  const std::size_t end = bracketed ? rest.find(']') : std::min(rest.find(':'), rest.size());
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view host = bracketed ? rest.substr(1, end - 1) : rest.substr(0, end);
  rest.remove_prefix(bracketed ? end + 1 : end);
  const bool sound =
      std::ranges::all_of(host, bracketed ? is_address_character : is_host_character);
  if (!sound || host.empty() || host.size() > kLongestHost) return std::nullopt;
  return host;
}

/// `:443`, or nothing for the scheme's own.
std::optional<std::uint16_t> port_in(std::string_view rest, bool tls) {
  if (rest.empty()) return tls ? 443 : 80;
  std::uint16_t port = 0;
  const char* const end = rest.data() + rest.size();
  const auto read = std::from_chars(rest.data() + 1, end, port);
  if (rest.front() != ':' || read.ec != std::errc() || read.ptr != end || port == 0) {
    return std::nullopt;
  }
  return port;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  std::string_view rest = text;
  Url url;
  url.tls = take_scheme(rest, "https://");
  if ((!url.tls && !take_scheme(rest, "http://")) || text.size() > kLongestUrl) return std::nullopt;
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  url.authority = rest.substr(0, end);
  url.target = rest.substr(end);
  std::string_view authority = url.authority;
  const auto host = take_host(authority);
  const auto port = port_in(authority, url.tls);
  if (!host || !port || !std::ranges::all_of(url.target, is_target_character)) return std::nullopt;
  url.host = *host;
  url.port = *port;
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

}  // namespace strongroom::http
