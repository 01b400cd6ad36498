#pragma once

#include "base/task.h"
#include "base/wiped_string.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom {

struct HttpField {
  std::string name;  ///< Of an answer: in lower case.
  std::string value;
};

/// One request to another server. Its headers are not wiped, its body is.
struct HttpRequest {
  std::string method = "GET";
  std::string url;                      ///< Absolute, http or https, without user and fragment.
  std::vector<HttpField> headers = {};  ///< Besides Host, User-Agent and Content-Length.
  WipedString body = {};
  /// From the look-up of the name to the last byte of the answer.
  std::chrono::milliseconds timeout{10'000};
  std::size_t max_body_bytes = std::size_t{1} << 20;  ///< Of the answer.
  /// SHA-1 of certificates, 40 hexadecimal digits: a server whose chain no CA of ours vouches for
  /// is taken when its chain leads to one of these.
  std::vector<std::string> thumbprints = {};
};

struct HttpResponse {
  unsigned status = 0;
  std::vector<HttpField> headers = {};  ///< Without those of a trailer.
  WipedString body = {};

  /// The value of the first header of that name; empty when there is none.
  std::string_view header(std::string_view lower_case_name) const;
};

/// Why there is no answer.
struct HttpFailure {
  enum class Kind : std::uint8_t {
    NotAllowed,   ///< No URL that is served, or an address that must not be asked.
    Unreachable,  ///< No such name, nobody listens, or the connection broke.
    Untrusted,    ///< The server's certificate.
    TooSlow,      ///< The time is over.
    BadAnswer,    ///< No HTTP, or more of it than is allowed.
  };
  Kind kind;
  std::string detail;  ///< For the log.
};

using HttpResult = std::expected<HttpResponse, HttpFailure>;

/// Asks other servers. Any thread.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  /// One request and its answer, whatever its status; redirections are not followed. After a
  /// failure the server may have acted on a request or not.
  virtual Task<HttpResult> send(HttpRequest request) = 0;
};

}  // namespace strongroom
