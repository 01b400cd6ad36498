#include "policy/glob.h"

#include "policy/glob_run.h"

#include <cstddef>
#include <cstring>

namespace strongroom::policy {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// Takes all up to the end of the first place where `run` matches. The first is the right one: it
// leaves the most for what follows.
bool take_through_run(std::string_view run, std::string_view& text) {
  if (run.empty()) return true;
  if (!run.contains(kAnyOne)) {
    const void* found = memmem(text.data(), text.size(), run.data(), run.size());
    if (found == nullptr) return false;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    text.remove_prefix(at + run.size());
    return true;
  }
  const auto end = end_of_first_match(run, text);
  if (end) text.remove_prefix(*end);
  return end.has_value();
}

bool ends_with_run(std::string_view text, std::string_view run) {
  if (!run.contains(kAnyOne)) return text.ends_with(run);
  std::size_t start = text.size();
  for (const char c : run) {
    if (is_continuation(c)) continue;
    if (start == 0) return false;
    do --start;
    while (start > 0 && is_continuation(text[start]));
  }
  text.remove_prefix(start);
  return take_run(run, text) && text.empty();
}

}  // namespace

void append_pattern(std::string& encoded, std::string_view text) {
  for (const char c : text) encoded += c == '*' ? kAnyRun : c == '?' ? kAnyOne : c;
}

std::string pattern_of(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  append_pattern(encoded, text);
  return encoded;
}

bool can_stand_in_pattern(std::string_view text) {
  return !text.contains(kAnyRun) && !text.contains(kAnyOne);
}

bool glob_matches(std::string_view encoded, std::string_view text) {
  std::size_t star = encoded.find(kAnyRun);
  if (star == encoded.npos) return take_run(encoded, text) && text.empty();
  if (!take_run(encoded.substr(0, star), text)) return false;
  while (true) {
    encoded.remove_prefix(star + 1);
    star = encoded.find(kAnyRun);
    if (star == encoded.npos) return ends_with_run(text, encoded);
    if (!take_through_run(encoded.substr(0, star), text)) return false;
  }
}

}  // namespace strongroom::policy
