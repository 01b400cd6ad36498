#pragma once

#include "audit/audit_log.h"
#include "base/result.h"
#include "store/store.h"

namespace strongroom::audit {

/// Appends the records of changes that a crash kept out of the audit file: those in notes of
/// the store that the file does not hold, by their eventID. Then releases all notes. At start,
/// before the first request.
Result<void> record_unrecorded_changes(store::Store& store, AuditLog& log);

}  // namespace strongroom::audit
