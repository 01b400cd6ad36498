#pragma once

#include "base/arena.h"
#include "http/message.h"

#include <ctime>
#include <string>
#include <string_view>

namespace strongroom::http {

/// The header line `Date`, formatted anew when the second has changed. One thread.
class DateLine {
 public:
  /// With its line end; valid until the next call.
  std::string_view at(std::time_t now);

 private:
  std::time_t second_ = -1;
  std::string line_;
};

/// What the answer owes to the connection and to the request.
struct Framing {
  bool keep_alive = true;
  bool http_1_0 = false;  ///< Keeping alive must be said.
  bool head = false;      ///< No body, but its length.
};

/// The whole answer in one piece of `arena`.
std::string_view encoded(const Response& response, Framing framing, std::string_view date_line,
                         Arena& arena);

}  // namespace strongroom::http
