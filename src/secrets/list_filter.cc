#include "secrets/list_filter.h"

#include <algorithm>
#include <optional>

namespace strongroom::secrets {
namespace {

constexpr std::string_view kSeparators = "/-_+=.@";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower, lower);
}

/// Cuts a text into words as the service does (contract 5.7, "word splitting"): at spaces; at
/// separators, except that a piece with two kinds of them stays whole; before the last capital of a
/// run that goes on in lower case, and where lower case turns to upper. Digits don't split: what
/// was recorded shows none of that.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  /// Empty at the end.
  std::string_view next() {
    while (true) {
      if (piece_.empty() && !next_piece()) return {};
      const std::size_t size = whole_ ? piece_.size() : word_size();
      const std::string_view word = piece_.substr(0, size);
      piece_.remove_prefix(size);
      if (whole_ || kSeparators.find(word.front()) == std::string_view::npos) return word;
    }
  }

 private:
  /// The next part between spaces.
  bool next_piece() {
    text_.remove_prefix(std::min(text_.find_first_not_of(' '), text_.size()));
    piece_ = text_.substr(0, text_.find(' '));
    text_.remove_prefix(piece_.size());
    const std::size_t separator = piece_.find_first_of(kSeparators);
    whole_ = separator != std::string_view::npos && std::ranges::any_of(piece_, [&](char c) {
               return c != piece_[separator] && kSeparators.find(c) != std::string_view::npos;
             });
    return !piece_.empty();
  }

  /// Of the word, or of the one separator, at the front of the piece.
  std::size_t word_size() const {
    const auto is_separator = [](char c) { return kSeparators.find(c) != std::string_view::npos; };
    if (is_separator(piece_.front())) return 1;
    std::size_t at = 1;
    for (; at < piece_.size() && !is_separator(piece_[at]); ++at) {
      if (!is_upper(piece_[at])) continue;
      const bool goes_on_in_lower_case = at + 1 < piece_.size() && is_lower(piece_[at + 1]);
      if (is_lower(piece_[at - 1]) || goes_on_in_lower_case) break;
    }
    return at;
  }

  std::string_view text_;   // not yet cut into pieces
  std::string_view piece_;  // not yet cut into words
  bool whole_ = false;      // the piece is one word
};

bool has_word(std::string_view text, std::string_view prefix) {
  Words words(text);
  for (auto word = words.next(); !word.empty(); word = words.next()) {
    if (starts_with_ignoring_case(word, prefix)) return true;
  }
  return false;
}

/// Every word of `value` begins a word of `text`; a value without words matches nothing.
bool matches_words(std::string_view text, std::string_view value) {
  Words words(value);
  std::string_view word = words.next();
  if (word.empty()) return false;
  for (; !word.empty(); word = words.next()) {
    if (!has_word(text, word)) return false;
  }
  return true;
}

bool matches_all(const Secret& secret, std::string_view value) {
  return matches_words(secret.name, value) || matches_words(secret.extras().description, value) ||
         std::ranges::any_of(secret.extras().tags, [&](const Tag& tag) {
           return matches_words(tag.key, value) || matches_words(tag.value, value);
         });
}

bool matches_value(const Secret& secret, FilterKey key, std::string_view value) {
  const std::vector<Tag>& tags = secret.extras().tags;
  switch (key) {
    case FilterKey::Description:
      return matches_words(secret.extras().description, value);
    case FilterKey::Name:
      return secret.name.starts_with(value);
    case FilterKey::TagKey:
      return std::ranges::any_of(tags, [&](const Tag& tag) { return tag.key.starts_with(value); });
    case FilterKey::TagValue:
      return std::ranges::any_of(tags,
                                 [&](const Tag& tag) { return tag.value.starts_with(value); });
    case FilterKey::PrimaryRegion:
    case FilterKey::OwningService:
      return false;  // No secret is a replica or another service's.
    case FilterKey::All:
      return matches_all(secret, value);
  }
  return false;
}

}  // namespace

bool matches(const Secret& secret, const Filter& filter) {
  return std::ranges::any_of(filter.values, [&](std::string_view value) {
    const bool negated = value.starts_with('!');
    if (negated) value.remove_prefix(1);
    return matches_value(secret, filter.key, value) != negated;
  });
}

}  // namespace strongroom::secrets
