#pragma once

#include <boost/json/value.hpp>

#include <string_view>

namespace strongroom::wire {

/// Whether an object in `text`, valid JSON that was parsed into `parsed`, has a member twice:
/// Boost.JSON keeps the last of them and says nothing.
bool repeats_a_member(std::string_view text, const boost::json::value& parsed);

}  // namespace strongroom::wire
