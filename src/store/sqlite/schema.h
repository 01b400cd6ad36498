#pragma once

#include "base/result.h"
#include "store/sqlite/connection.h"

#include <filesystem>

namespace strongroom::store::sqlite {

/// "SRm1" in the file's header, so that no other program's database is taken for a store. Never
/// change.
inline constexpr std::uint64_t kApplicationId = 0x53526d31;
/// Counted up with every change of the tables (docs/formats/sqlite.md).
inline constexpr std::uint64_t kSchemaVersion = 2;

/// Opens the file for the writer: creates it (readable by its owner only) with its tables when it
/// is new, refuses what is not a store of this version. InvalidSetting: the file is not ours, too
/// new or damaged; Unavailable: the disk fails. The messages are for the operator.
Result<Connection> open_database(const std::filesystem::path& file, const std::string& vfs = {});

/// False: there is nothing in the file yet. InvalidSetting, as above. Writes nothing.
Result<bool> holds_store(const std::filesystem::path& file, Connection& connection);

/// `cause` as an error for the operator, as above.
Error explained(const std::filesystem::path& file, const Failure& cause);

}  // namespace strongroom::store::sqlite
