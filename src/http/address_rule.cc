#include "http/address_rule.h"

#include <string>
#include <vector>

namespace strongroom::http {
namespace {

namespace ip = boost::asio::ip;

NetworkList networks(const std::vector<std::string>& texts) {
  return NetworkList::of(texts).value();
}

bool is_v4(const ip::address& address) { return address.is_v4() || address.to_v6().is_v4_mapped(); }

// Of IPv6 only 2000::/3 is given out for the Internet. What is not public in it and in IPv4, by
// IANA's registries of special-purpose addresses; 6to4 and Teredo lead to any IPv4 address.
bool is_public(const ip::address& address) {
  static const NetworkList global_unicast = networks({"2000::/3"});
  static const NetworkList special =
      networks({"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "0.0.0.0/8", "10.0.0.0/8",
                "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
                "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
                "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"});
  return (is_v4(address) || global_unicast.contains(address)) && !special.contains(address);
}

}  // namespace

Result<AddressRule> AddressRule::of(std::span<const std::string> allowed) {
  AddressRule rule;
  SR_TRY(rule.allowed_, NetworkList::of(allowed));
  return rule;
}

bool AddressRule::allows(const ip::address& address) const {
  return allowed_.contains(address) || is_public(address);
}

}  // namespace strongroom::http
