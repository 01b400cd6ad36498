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

/// The files that wait to be compressed take more than this share of `free` bytes. They need ten
/// times the room meanwhile.
bool closed_files_are_late(const std::string& folder, std::uint64_t free);
inline constexpr std::uint64_t kShareOfRoom = 16;
/// The same of what is free on the folder's disk.
bool closed_files_are_late(const std::string& folder);

/// Indexes and compresses what is not yet, and removes files whose records are all older than
/// `retention` and whose digests are there. Ends early when files become late meanwhile, so that
/// who called may be more urgent the next time. One thread.
void look_after_closed_files(const std::string& folder, std::chrono::days retention, Timestamp now);

}  // namespace strongroom::audit
