#pragma once

#include "wire/shape.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

/// For tests: a structure that uses every kind of member and rule.
namespace strongroom::wire::testing {

inline constexpr std::array<std::string_view, 3> kKeys = {"all", "name", "tag-key"};

inline bool is_region(std::string_view text) {
  return !text.empty() && text.back() >= '0' && text.back() <= '9';
}

struct Filter {
  std::string_view key;
  std::span<const std::string_view> values;
};
inline constexpr auto kFilter =
    shape<Filter>(required<&Filter::key>("Key", one_of(kKeys)),
                  optional<&Filter::values>("Values", size(0, 3), each(length(0, 5))));

struct Rules {
  std::optional<std::int64_t> automatically_after_days;
  std::optional<std::string_view> token;
};
inline constexpr auto kRules = shape<Rules>(
    optional<&Rules::automatically_after_days>("AutomaticallyAfterDays", range(1, 1000)),
    optional<&Rules::token>("Token", sensitive(), length(2, 3)));

struct KitchenSink {
  struct Input {
    std::string_view secret_id;
    std::optional<std::string_view> version_id;
    std::optional<std::string_view> secret_string;
    std::optional<ByteView> secret_binary;
    std::optional<std::int64_t> max_results;
    std::optional<std::string_view> region;
    bool rotate_immediately = true;
    std::optional<bool> force;
    std::optional<Timestamp> start_time;
    std::span<const std::string_view> tag_keys;
    std::optional<std::span<const std::string_view>> version_stages;
    std::span<const Filter> filters;
    std::optional<Rules> rotation_rules;
    std::span<const std::pair<std::string_view, std::string_view>> context;
    std::span<const std::pair<std::string_view, std::span<const std::string_view>>> stages;
  };
  static constexpr auto kInput = shape<Input>(
      required<&Input::secret_id>("SecretId", length(1, 8)),
      optional<&Input::version_id>("VersionId", length(2, 4)),
      optional<&Input::secret_string>("SecretString", sensitive(), byte_length(0, 6)),
      optional<&Input::secret_binary>("SecretBinary", sensitive(), length(0, 6)),
      optional<&Input::max_results>("MaxResults", range(1, 100)),
      optional<&Input::region>("Region", length(1, 128), pattern("^([a-z]+-)+\\d+$", &is_region)),
      optional<&Input::rotate_immediately>("RotateImmediately"), optional<&Input::force>("Force"),
      optional<&Input::start_time>("StartTime"),
      optional<&Input::tag_keys>("TagKeys", each(length(1, 3))),
      optional<&Input::version_stages>("VersionStages", size(1, 2), each(length(1, 3))),
      optional<&Input::filters>("Filters", size(0, 3), of(kFilter)),
      optional<&Input::rotation_rules>("RotationRules", of(kRules)),
      optional<&Input::context>("Context"), optional<&Input::stages>("Stages"));
};

}  // namespace strongroom::wire::testing
