#pragma once

#include "base/result.h"
#include "secrets/catalog.h"
#include "store/store.h"

namespace strongroom::secrets {

/// Puts every secret's record of `range` into the catalog, with a thread for each core: opening
/// what is sealed and decoding it take most of the time. Errors: the store's; Internal when a
/// record does not parse or is of the same secret as another; the catalog can't be used then.
Result<void> load_catalog(store::Store& store, const store::KeyRange& range, Catalog& catalog);

}  // namespace strongroom::secrets
