#pragma once

#include "store/sqlite/connection.h"

namespace strongroom::store::sqlite {

/// Corrupt unless the index of the records holds its keys in order, and as many as there are rows.
/// SQLite searches an index without a look at what it steps over: on a page that was changed it
/// finds fewer records, and says nothing.
Outcome<void> check_index(Connection& connection);

}  // namespace strongroom::store::sqlite
