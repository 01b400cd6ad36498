#include "secrets/random_password.h"

#include "crypto/random.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace strongroom::secrets {
namespace {

constexpr std::string_view kLowercase = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kNumbers = "0123456789";
constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// What a password is drawn from.
struct Alphabet {
  std::string characters;
  std::vector<std::string> required;  ///< Of each of these at least one character must occur.
};

Error impossible(std::string_view text) {
  return Error(ErrorCode::InvalidParameter, std::string(text));
}

Result<Alphabet> alphabet_of(const PasswordRules& rules) {
  const auto admitted = [&](std::string_view type) {
    std::string left(type);
    std::erase_if(left, [&](char c) { return rules.exclude_characters.contains(c); });
    return left;
  };
  Alphabet alphabet;
  for (const auto& [type, excluded] :
       {std::pair(kLowercase, rules.exclude_lowercase),
        std::pair(kUppercase, rules.exclude_uppercase), std::pair(kNumbers, rules.exclude_numbers),
        std::pair(kPunctuation, rules.exclude_punctuation)}) {
    if (excluded) continue;
    const std::string left = admitted(type);
    alphabet.characters += left;
    if (rules.require_each_included_type) alphabet.required.push_back(left);
  }
  if (rules.include_space) alphabet.characters += admitted(" ");
  if (alphabet.characters.empty()) {
    return std::unexpected(impossible("All characters have been excluded from selection."));
  }
  if (std::ranges::any_of(alphabet.required, &std::string::empty)) {
    return std::unexpected(impossible("All characters of the desired type have been excluded."));
  }
  if (rules.length < alphabet.required.size()) {
    return std::unexpected(impossible("Password length is too short based on the required types."));
  }
  return alphabet;
}

/// Random bytes, fetched from the kernel by the block, wiped behind.
class RandomSource {
 public:
  RandomSource() = default;
  ~RandomSource() { crypto::wipe(block_); }
  RandomSource(const RandomSource&) = delete;
  RandomSource& operator=(const RandomSource&) = delete;

  /// Uniform in [0, bound): bytes beyond the last whole multiple of `bound` are drawn again.
  /// `bound` is at most 256.
  std::size_t below(std::size_t bound) {
    const std::size_t limit = 256 / bound * bound;
    while (true) {
      if (used_ == block_.size()) {
        crypto::random_bytes(block_);
        used_ = 0;
      }
      const auto byte = std::to_integer<std::size_t>(block_[used_++]);
      if (byte < limit) return byte % bound;
    }
  }

 private:
  std::array<std::byte, 256> block_{};
  std::size_t used_ = block_.size();
};

bool has_each_type(std::string_view password, const Alphabet& alphabet) {
  return std::ranges::all_of(alphabet.required, [&](const std::string& type) {
    return password.find_first_of(type) != std::string_view::npos;
  });
}

}  // namespace

Result<std::string_view> random_password(const PasswordRules& rules, Arena& arena) {
  SR_TRY(const Alphabet alphabet, alphabet_of(rules));
  const std::span<std::byte> password = arena.bytes(rules.length);
  const std::string_view text = text_of(password);
  RandomSource random;
  // Whole passwords are drawn until one has each required type: all that qualify are then equally
  // likely, which placing one character of each type first would not give. The rarest case is
  // length 4 with types of 32, 1, 1 and 1 characters: one draw in 1,953 qualifies (4! * 32 / 35^4),
  // 8,000 random characters on average, far below a millisecond; at the default rules nine draws in
  // ten do. So no other method is needed for short passwords.
  do {
    for (std::byte& character : password) {
      character =
          static_cast<std::byte>(alphabet.characters[random.below(alphabet.characters.size())]);
    }
  } while (!has_each_type(text, alphabet));
  return text;
}

}  // namespace strongroom::secrets
