#pragma once

#include "base/arena.h"
#include "base/result.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::app {

/// Asks the server that runs on a data folder (operator_acts.h, seal_acts.h say what). `request` is
/// a line (operator_message.h); the answer is in the arena. Nothing when no server runs.
/// InvalidInput: it refused, with its reason. Unavailable: it can't be reached or understood.
Result<std::optional<boost::json::object>> send_to_server(const std::string& folder,
                                                          std::string_view request, Arena& arena);
/// For a request without secrets.
Result<std::optional<boost::json::object>> ask_server(const std::string& folder,
                                                      const boost::json::object& request,
                                                      Arena& arena);

}  // namespace strongroom::app
