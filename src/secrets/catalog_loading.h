#pragma once

#include "base/result.h"
#include "secrets/catalog.h"
#include "store/store.h"

namespace strongroom::secrets {

/// Puts every secret's record of `range` into the catalog, with a thread for each core: opening
/// what is sealed and decoding it take most of the time. Errors: the store's; Internal when a
/// record does not parse. The catalog then holds part of the range.
Result<void> load_catalog(store::Store& store, const store::KeyRange& range, Catalog& catalog);

}  // namespace strongroom::secrets
