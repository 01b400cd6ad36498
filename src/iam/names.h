#pragma once

#include "base/result.h"
#include "iam/tag.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::iam {

inline constexpr std::size_t kLongestNewName = 64;  ///< Of a user or role when it is made.
inline constexpr std::size_t kLongestName = 128;    ///< Of everything else.

/// `[\w+=,.@-]+`
bool is_name(std::string_view text, std::size_t longest);
/// `(/)|(/[\x21-\x7e]+/)`, at most 512.
bool is_path(std::string_view text);
/// `((/[A-Za-z0-9\.,\+@=_-]+)*)/`, at most 512.
bool is_policy_path(std::string_view text);
/// 3 to 63 of `a-z0-9`, single dashes inside, not 12 digits.
bool is_account_alias(std::string_view text);

// The rules of iam contract 1.3 for names, with IAM's older texts; `parameter` is the field as
// clients see it (`userName`). Error: Validation.
Result<void> check_name(std::string_view parameter, std::string_view name, std::size_t longest);
Result<void> check_path(std::string_view path);
Result<void> check_policy_path(std::string_view path);

/// The state of `present` with `added`, which replace values of equal keys. Keys ignore case; the
/// newer spelling stays. Errors: InvalidInput for a key that stands twice in `added` or begins with
/// `aws:`; Validation for characters; LimitExceeded.
Result<std::vector<Tag>> with_tags(std::vector<Tag> present, std::span<const Tag> added,
                                   std::size_t limit);
/// Without the tags of these keys; absent ones are no error.
std::vector<Tag> without_tags(std::vector<Tag> present, std::span<const std::string_view> keys);

/// ASCII alone: names have no other letters.
std::string lower_case(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
bool less_ignoring_case(std::string_view a, std::string_view b);

}  // namespace strongroom::iam
