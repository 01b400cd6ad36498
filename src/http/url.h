#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::http {

/// Where a request goes (RFC 3986, without user and fragment).
struct Url {
  bool tls = false;
  std::string authority;  ///< As written: host and perhaps port.
  std::string host;       ///< A name or an address, the latter without brackets.
  std::uint16_t port = 0;
  std::string target;  ///< Path and query; begins with a slash.
};

/// Nothing when `text` is no absolute http or https URL of visible ASCII characters.
std::optional<Url> parse_url(std::string_view text);

}  // namespace strongroom::http
