#pragma once

#include "audit/files.h"
#include "audit/growing_index.h"
#include "base/result.h"

#include <cstdint>
#include <string>

/// The indexes that lie beside the files of records, for LookupEvents.
namespace strongroom::audit {

/// Makes the index of a closed file anew. Unavailable: it can't be read or written.
Result<void> make_index(const ClosedFile& file);

/// What was saved of the index of a plain file when that was the active one; empty when nothing
/// that lies beside it fits to what it holds.
GrowingIndex saved_index(const std::string& events);

/// Adds the records behind the index's end. Unavailable: the file can't be read.
Result<void> read_on(GrowingIndex& index, const std::string& events);

/// Saves the index of the active file when kSaveEvery bytes have been added to the file since the
/// last time: a server that starts has little more than that to read. Logs what goes wrong. One
/// thread.
inline constexpr std::uint64_t kSaveEvery = std::uint64_t{16} << 20;
void save_active_index(const std::string& folder);

}  // namespace strongroom::audit
