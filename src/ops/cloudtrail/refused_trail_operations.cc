#include "ops/cloudtrail/refused_trail_operations.h"

#include "ops/access.h"

namespace strongroom::ops::cloudtrail {

Result<policy::AccessRequest> access_to_trails(OperationContext& context,
                                               std::string_view operation) {
  ArenaText action(context.arena);
  action.append("cloudtrail:");
  action.append(operation);
  return access_to_all(context, action.view());
}

Error trail_is_the_operators() {
  return {ErrorCode::UnsupportedOperation,
          "The trail of this server is set in its settings file. It can't be made, changed or "
          "stopped through the API."};
}

}  // namespace strongroom::ops::cloudtrail
