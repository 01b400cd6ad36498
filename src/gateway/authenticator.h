#pragma once

#include "base/arena.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "gateway/failed_signatures.h"
#include "http/message.h"
#include "iam/access_keys.h"
#include "iam/callers.h"
#include "iam/sessions.h"
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
      operation;          ///< As the client named it; it may not exist. Empty when it named none.
  std::string_view form;  ///< Query services: body, or query of a GET.
};
/// The operation of a Query service is not looked for: that takes reading the form.
Destination destination_of(const http::Request& request);

/// Finds the operation of a Query service, for which `destination.form` is set. Errors:
/// Serialization; UnknownOperation when the form asks for another version of the API.
Result<void> find_query_operation(Destination& destination, Arena& arena);

/// Who has signed a request, and for which Region. Views are into the request.
struct AuthenticatedCaller {
  iam::CallerPtr caller;
  std::string_view access_key_id;         ///< Empty for an unsigned call.
  std::string_view region;                ///< One that this deployment serves.
  iam::OpenSessionPtr session = nullptr;  ///< Of a temporary credential.
};

/// Nobody: for the calls that need no signature because they bring a token of their own.
AuthenticatedCaller anonymous_caller();

/// Verifies signatures (sigv4 contract). Any thread.
class Authenticator {
 public:
  /// `regions`: those served; none means that any well-formed name is one. All others outlive this
  /// object.
  Authenticator(const iam::AccessKeys& keys, iam::Sessions& sessions, FailedSignatures& failures,
                std::vector<std::string> regions);

  const iam::AccessKeys& keys() const { return keys_; }

  /// May wait for the other requests of this turn of the loop. Errors: those of sigv4 contract,
  /// section 6; Throttled after too many of them.
  Task<Result<AuthenticatedCaller>> authenticate(const http::Request& request,
                                                 wire::Service service, Timestamp now,
                                                 Arena& arena) const;

 private:
  const iam::AccessKeys& keys_;
  iam::Sessions& sessions_;
  FailedSignatures& failures_;
  std::vector<std::string> regions_;
  std::vector<std::string_view> region_names_;  // views of regions_
};

}  // namespace strongroom::gateway
