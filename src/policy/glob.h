#pragma once

#include <string>
#include <string_view>

namespace strongroom::policy {

// Patterns are kept encoded: a wildcard is a byte that no UTF-8 text has, so that a star which came
// from a variable's value stays a star.
inline constexpr char kAnyRun = '\xff';  ///< `*`: any run, also an empty one.
inline constexpr char kAnyOne = '\xfe';  ///< `?`: exactly one code point.

/// Appends `text` with its wildcards active. There are no escapes (policy contract 2).
void append_pattern(std::string& encoded, std::string_view text);
std::string pattern_of(std::string_view text);

/// False for a text that would bring wildcards into an encoded pattern: no UTF-8 then, either.
bool can_stand_in_pattern(std::string_view text);

/// Whether the whole of `text` matches, case-sensitively. Takes time in proportion to the two
/// lengths together; for a long run between two `*` that holds a `?`, to a 64th of their product.
/// Never goes back behind a `*`; allocates for such long runs only.
bool glob_matches(std::string_view encoded, std::string_view text);

}  // namespace strongroom::policy
