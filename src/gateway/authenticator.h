#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "http/message.h"
#include "iam/access_keys.h"
#include "wire/service.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::gateway {

/// Which service and operation a request means, before anything is verified: by its target, else by
/// its credential scope; Secrets Manager when neither says.
struct Destination {
  wire::Service service = wire::Service::SecretsManager;
  std::string_view
      operation;  ///< As the client named it; it may not exist. Empty when it named none.
};
Destination destination_of(const http::Request& request);

/// Who has signed a request, and for which Region. The view is into the request.
struct AuthenticatedCaller {
  iam::AccessKeyPtr key;
  std::string_view region;  ///< One that this deployment serves.
};

/// Verifies signatures (sigv4 contract). Any thread.
class Authenticator {
 public:
  /// `regions`: those served; none means that any well-formed name is one. `keys` outlives this
  /// object.
  Authenticator(const iam::AccessKeys& keys, std::vector<std::string> regions);

  /// Errors: those of sigv4 contract, section 6.
  Result<AuthenticatedCaller> authenticate(const http::Request& request, wire::Service service,
                                           Timestamp now, Arena& arena) const;

 private:
  const iam::AccessKeys& keys_;
  std::vector<std::string> regions_;
  std::vector<std::string_view> region_names_;  // views of regions_
};

}  // namespace strongroom::gateway
