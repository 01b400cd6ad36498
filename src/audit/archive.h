#pragma once

#include "audit/files.h"
#include "base/clock.h"
#include "base/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What becomes of closed files: compression, an index beside each, and the end of their time.
namespace strongroom::audit {

/// Puts a compressed file in the place of a plain one: frames of zstd, each of whole lines and of
/// about kFrame bytes, so that one record can be read without the rest. Behind them, in a frame
/// that decompressors skip, where each begins (docs/formats/audit.md).
inline constexpr std::size_t kFrame = std::size_t{256} << 10;
Result<void> compress(ClosedFile& file);

/// One line of a closed file, by its offset in the plain text.
Result<std::string> read_line(const ClosedFile& file, std::uint64_t offset);

/// Indexes and compresses what is not yet, and removes files whose records are all older than
/// `retention` and whose digests are there. One thread.
void look_after_closed_files(const std::string& folder, std::chrono::days retention, Timestamp now);

}  // namespace strongroom::audit
