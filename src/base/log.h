#pragma once

#include <fmt/format.h>

#include <string_view>

namespace strongroom::log {

enum class Level { Debug, Info, Warning, Error };

/// One line to standard error, with time and level. Any thread. Never pass a secret: only types
/// that can be printed.
void line(Level level, std::string_view message);
void set_level(Level lowest);

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
