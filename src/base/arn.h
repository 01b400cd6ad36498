#pragma once

#include <optional>
#include <string_view>

namespace strongroom {

/// The parts of `arn:partition:service:region:account:resource`; the resource keeps its own colons.
/// Views into the text.
struct Arn {
  std::string_view partition;
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;
};

/// Nothing when `text` has not the six parts or does not begin with `arn:`. The parts may be empty.
std::optional<Arn> parse_arn(std::string_view text);

/// `eu-west-1`, `us-gov-east-1`...: lower-case words joined by dashes, then a number.
bool is_region_name(std::string_view text);

/// Twelve digits.
bool is_account_id(std::string_view text);

/// The partition that a Region belongs to: aws, aws-cn or aws-us-gov.
std::string_view partition_of_region(std::string_view region);

}  // namespace strongroom
