#pragma once

#include "base/result.h"

#include <filesystem>

namespace strongroom::store::sqlite {

/// Copies the store `from`, which a server may be using meanwhile, to `to`, an empty file: the
/// state of one moment, with all commits up to then and none after. Until it is done, `from`'s
/// write-ahead log can't be emptied. `to` is not flushed, and is useless after an error. Blocks.
/// InvalidSetting, Unavailable: as `open_database`, for either file.
Result<void> copy_store(const std::filesystem::path& from, const std::filesystem::path& to);

/// Reads all of a store that no one uses: every page, row and index entry is where it belongs.
/// Blocks. InvalidSetting: it is damaged, or not a store of this version.
Result<void> check_store(const std::filesystem::path& file);

}  // namespace strongroom::store::sqlite
