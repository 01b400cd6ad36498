#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace strongroom::ops::iam_api {

/// An action as a template argument, for operations that users, groups and roles share:
/// `AttachPolicy<User, "iam:AttachUserPolicy">`.
template <std::size_t N>
struct ActionText {
  char text[N] = {};

  // Implicit, so that a literal is enough.
  consteval ActionText(const char (&literal)[N]) { std::ranges::copy(literal, text); }

  /// `iam:AttachUserPolicy`
  constexpr std::string_view action() const { return {text, N - 1}; }
  /// `AttachUserPolicy`
  constexpr std::string_view operation() const { return action().substr(action().find(':') + 1); }
};

}  // namespace strongroom::ops::iam_api
