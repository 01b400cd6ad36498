#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>

namespace strongroom::app {

/// Backups: one file that holds the whole store, sealed as it is on disk, so that no key is needed
/// to make, check or restore one (docs/formats/backup.md). Neither the root key nor the audit files
/// are in it. Each function returns the store's size in bytes, and blocks. Errors, for the
/// operator: InvalidSetting, a file or folder is not what it should be; Unavailable, a disk is full
/// or fails. After an error nothing has been written.

/// The state of one moment of the store in `data_folder`, whether a server runs there or not, into
/// `file`, which does not exist yet.
Result<std::uint64_t> create_backup(const std::string& data_folder, const std::string& file);

/// Reads all of `file`: it is a whole and unchanged backup.
Result<std::uint64_t> verify_backup(const std::string& file);

/// Puts the store in `file` into `data_folder`, made when it is absent, where there is no store and
/// no server yet.
Result<std::uint64_t> restore_backup(const std::string& file, const std::string& data_folder);

}  // namespace strongroom::app
