#pragma once

#include "ops/context.h"
#include "policy/access.h"

namespace strongroom::gateway {

/// Decides for one caller. Until there are policies the root user of an account may do everything
/// in it, and nobody anything else.
class CallerAuthorizer final : public ops::Authorizer {
 public:
  /// `caller` outlives this object.
  explicit CallerAuthorizer(const policy::Principal& caller) : caller_(caller) {}

  Result<void> require(const policy::AccessRequest& access) override;

 private:
  const policy::Principal& caller_;
};

}  // namespace strongroom::gateway
