#pragma once

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

/// For property tests: generators.
namespace strongroom::wire::testing {

inline std::string utf8_of(char32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xe0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | c >> 18), tail(12), tail(6), tail(0)};
}

/// Text of code points that `allowed` wants; half of them ASCII, where the escapes are.
template <class Allowed>
rc::Gen<std::string> any_text(Allowed allowed) {
  const auto character = rc::gen::oneOf(
      rc::gen::inRange<char32_t>(0, 0x80), rc::gen::inRange<char32_t>(0, 0x80),
      rc::gen::inRange<char32_t>(0x80, 0xd800), rc::gen::inRange<char32_t>(0xe000, 0x110000));
  return rc::gen::map(rc::gen::container<std::vector<char32_t>>(character),
                      [allowed](const std::vector<char32_t>& characters) {
                        std::string text;
                        for (const char32_t c : characters) {
                          if (allowed(c)) text += utf8_of(c);
                        }
                        return text;
                      });
}

inline rc::Gen<std::string> any_text() {
  return any_text([](char32_t) { return true; });
}

/// A value of `gen`, or none.
template <class T>
rc::Gen<std::optional<T>> maybe(const rc::Gen<T>& gen) {
  return rc::gen::exec(
      [gen] { return *rc::gen::arbitrary<bool>() ? std::optional(*gen) : std::nullopt; });
}

}  // namespace strongroom::wire::testing
