#include "http/trusted_proxies.h"

#include <ranges>
#include <string_view>

namespace strongroom::http {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// Takes the last item of a list that is separated by commas.
std::string_view take_last(std::string_view& list) {
  const std::size_t comma = list.rfind(',');
  const std::string_view last = list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return trimmed(last);
}

}  // namespace

Result<TrustedProxies> TrustedProxies::of(std::span<const std::string> networks) {
  TrustedProxies proxies;
  SR_TRY(proxies.networks_, NetworkList::of(networks));
  return proxies;
}

// From the last to the first: what stands before the first stranger's address is his own word.
std::string_view TrustedProxies::client_of(const Request& request) const {
  std::string_view client = request.peer_address;
  for (const Header& header : std::views::reverse(request.headers)) {
    if (!equals_ignoring_case(header.name, "x-forwarded-for")) continue;
    for (std::string_view list = header.value; !list.empty();) {
      const std::string_view text = take_last(list);
      boost::system::error_code ec;
      const auto address = boost::asio::ip::make_address(text, ec);
      if (ec) return client;
      client = text;
      if (!trusts(address)) return client;
    }
  }
  return client;
}

void TrustedProxies::show_client(Request& request) const {
  request.peer_address = client_of(request);
  for (const Header& header : request.headers) {
    if (!equals_ignoring_case(header.name, "x-forwarded-proto")) continue;
    std::string_view list = header.value;
    request.tls = equals_ignoring_case(take_last(list), "https");
  }
  request.tls_version = request.tls_cipher_suite = {};  // the proxy's
}

}  // namespace strongroom::http
