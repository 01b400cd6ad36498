#pragma once

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace strongroom::log {

enum class Level { Debug, Info, Warning, Error };
/// As an operator names them, each with all that come behind it.
inline constexpr std::array<std::pair<std::string_view, Level>, 4> kLevels{
    {{"debug", Level::Debug},
     {"info", Level::Info},
     {"warning", Level::Warning},
     {"error", Level::Error}}};

/// One line to standard error, with time and level. Any thread. Never pass a secret: only types
/// that can be printed.
void line(Level level, std::string_view message);
/// Info unless it is set. Any thread.
void set_level(Level lowest);
bool is_shown(Level level);

/// What the others cost matters little; these are in the way of every request.
template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  if (is_shown(Level::Debug)) {
    line(Level::Debug, fmt::format(format, std::forward<Args>(args)...));
  }
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  line(Level::Info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
  line(Level::Warning, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  line(Level::Error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace strongroom::log
