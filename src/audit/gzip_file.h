#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace strongroom::audit {

/// A new file of `content`, compressed; the same bytes for the same content. Unavailable: it is
/// there already, or can't be written.
Result<void> write_gzip_file(const std::string& path, std::string_view content);

}  // namespace strongroom::audit
