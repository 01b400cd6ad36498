#pragma once

#include "app/audit_arguments.h"
#include "base/result.h"

namespace strongroom::app {

/// `strongroom audit export`: prints records, or writes them in CloudTrail's layout, signed by the
/// running server or with the store of a stopped one. InvalidSetting with the reason and the
/// remedy; Unavailable.
Result<void> exported(const AuditArguments& arguments);

}  // namespace strongroom::app
