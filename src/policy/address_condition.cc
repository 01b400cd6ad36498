#include "policy/condition_value.h"
#include "policy/value_test.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace strongroom::policy {
namespace {

bool contains(const AddressRange& range, const AddressRange& address) {
  if (range.v6 != address.v6) return false;
  const std::size_t whole = range.prefix / 8;
  if (!std::equal(range.address.begin(), range.address.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.address.begin())) {
    return false;
  }
  const unsigned rest = range.prefix % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::byte>(0xffU << (8 - rest));
  return (range.address[whole] & mask) == (address.address[whole] & mask);
}

class AddressTest final : public ValueTest {
 public:
  explicit AddressTest(const Condition& condition) {
    for (const std::string& text : condition.values) {
      if (const auto range = parse_address_range(text)) wanted_.push_back(*range);
    }
  }

  bool matches(std::string_view value, ConditionContext&) const override {
    if (value.contains('/')) return false;
    const auto address = parse_address_range(value);
    return address && std::ranges::any_of(wanted_, [&](const AddressRange& range) {
             return contains(range, *address);
           });
  }

 private:
  std::vector<AddressRange> wanted_;
};

}  // namespace

ValueTestPtr make_address_test(const Condition& condition) {
  return std::make_unique<AddressTest>(condition);
}

}  // namespace strongroom::policy
