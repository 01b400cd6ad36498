#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

#include <filesystem>
#include <functional>
#include <string>

namespace strongroom::store::sqlite {

/// Visits one share of a range, from one snapshot, in the order in which the rows lie in the file:
/// pages are read once and in order, where the order of keys would jump from page to page. Ends
/// early when `visit` returns false. Takes 8 bytes of memory for each entry of the range.
Outcome<void> load_share(const std::filesystem::path& file, const std::string& vfs,
                         const KeyRange& range, Share share,
                         const std::function<bool(const Entry&)>& visit);

}  // namespace strongroom::store::sqlite
