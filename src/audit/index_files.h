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

/// Adds the records behind the index's end. Unavailable: the file can't be read.
Result<void> read_on(GrowingIndex& index, const std::string& events);

}  // namespace strongroom::audit
