#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The files of an audit folder (docs/formats/audit.md).
namespace strongroom::audit {

inline constexpr std::string_view kActiveEvents = "events.jsonl";
inline constexpr std::string_view kActiveDigests = "digests.jsonl";
inline constexpr std::string_view kActiveIndex = "events.index";
inline constexpr std::string_view kReserve = "reserve";

/// `events-00000000000000000001.jsonl` and its like.
std::string closed_name(std::string_view kind, std::uint64_t first_sequence,
                        std::string_view ending);

/// One closed file of records with what lies beside it.
struct ClosedFile {
  std::uint64_t first_sequence = 0;
  std::string events;   ///< Full path; plain or compressed.
  std::string digests;  ///< Full path; the file may be missing.
  std::string index;    ///< Full path; the file may be missing.
  bool compressed = false;
};
/// By sequence. A file that lies there plain and compressed counts once, as plain: its compression
/// was interrupted. Unavailable: the folder can't be read.
Result<std::vector<ClosedFile>> closed_files(const std::string& folder);

/// Writes a whole file, on the disk when it returns, under a name that only whole files have.
Result<void> put_file(const std::string& path, std::string_view content);

}  // namespace strongroom::audit
