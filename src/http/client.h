#pragma once

#include "base/http_client.h"
#include "base/result.h"

#include <memory>
#include <string>
#include <vector>

namespace strongroom::http {

struct ClientOptions {
  std::string ca_file = {};  ///< PEM of those who vouch for servers; empty for the system's.
  /// Also addresses that are not public: for servers that the operator himself names.
  bool any_address = false;
  /// Otherwise those that may be asked besides the public ones: `10.1.0.0/16`, `127.0.0.1`.
  std::vector<std::string> private_addresses = {};
};

/// HTTP/1.1 to other servers, with or without TLS, on a thread of its own. A connection is used
/// again for the same server for half a minute. Names are looked up one after another: a name
/// server that is silent lets other requests wait, but not beyond their own time.
class Client : public HttpClient {
 public:
  /// Error: InvalidSetting that names the setting and the remedy.
  static Result<std::unique_ptr<Client>> open(ClientOptions options);

  /// Ends what is under way as if its time were over. Call it before the executors of those who
  /// wait are gone, and send nothing after it.
  virtual void stop() = 0;
};

}  // namespace strongroom::http
