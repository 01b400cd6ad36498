#pragma once

#include "base/result.h"
#include "secrets/catalog.h"
#include "store/store.h"

namespace strongroom::secrets {

/// Puts every secret's record of `range` into the catalog. Reading (and opening what is sealed)
/// stays on the caller's thread, records are decoded and indexed on another one: each takes about
/// half of the time. Errors: the store's; Internal when a record does not parse.
Result<void> load_catalog(store::Store& store, const store::KeyRange& range, Catalog& catalog);

}  // namespace strongroom::secrets
