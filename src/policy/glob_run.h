#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace strongroom::policy {

/// Takes one code point off the front of `text`, which is not empty: a byte and the continuation
/// bytes behind it, so that any bytes can be gone through.
std::string_view take_code_point(std::string_view& text);

/// One past the first place in `text` where `run`, an encoded pattern without `*` (glob.h) that
/// holds some `?`, matches. Tries each place in turn; for long texts and runs, where that could
/// take the product of their lengths, it follows 64 places at once.
std::optional<std::size_t> end_of_first_match(std::string_view run, std::string_view text);

/// The two ways, for tests.
std::optional<std::size_t> end_by_trying(std::string_view run, std::string_view text);
std::optional<std::size_t> end_in_parallel(std::string_view run, std::string_view text);

/// Takes what `run` matches at the front of `text`; false, with nothing taken, when it does not.
bool take_run(std::string_view run, std::string_view& text);

}  // namespace strongroom::policy
