#pragma once

#include "secrets/secret.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

enum class FilterKey : std::uint8_t {
  Description,
  Name,
  TagKey,
  TagValue,
  PrimaryRegion,
  OwningService,
  All
};

/// One filter of ListSecrets and BatchGetSecretValue (secrets-manager contract 5.7): its values are
/// alternatives.
struct Filter {
  FilterKey key = FilterKey::All;
  std::vector<std::string_view> values;  ///< A leading `!` negates the value.
};

/// A negated value holds when nothing in the secret matches it, also when the attribute is absent.
bool matches(const Secret& secret, const Filter& filter);

}  // namespace strongroom::secrets
