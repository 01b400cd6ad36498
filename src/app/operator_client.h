#pragma once

#include "base/result.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace strongroom::app {

/// Asks the server that runs on a data folder (operator_acts.h says what). Nothing when none runs.
/// InvalidInput: it refused, with its reason. Unavailable: it can't be reached or understood.
Result<std::optional<boost::json::object>> ask_server(const std::string& folder,
                                                      const boost::json::object& request);

}  // namespace strongroom::app
