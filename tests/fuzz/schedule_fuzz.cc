#include "secrets/rotation_rules.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// A schedule expression, and behind a line break a duration.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\n');
  std::optional<std::string_view> duration;
  if (end != std::string_view::npos) duration = text.substr(end + 1);
  (void)strongroom::secrets::check_rotation_rules(std::nullopt, text.substr(0, end), duration);
  return 0;
}
