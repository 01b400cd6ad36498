#pragma once

#include "app/open_store.h"
#include "base/result.h"

#include <string>

namespace strongroom::app {

/// A new key signs exports from now on; the old one stays listed. For a running server and for the
/// store of a stopped one; leaves an audit record, a refusal too, before it returns. The
/// fingerprint of the new key. Blocks, up to seconds. Errors as ExportKey::rotate.
Result<std::string> rotate_export_key(OpenStore& store);

}  // namespace strongroom::app
