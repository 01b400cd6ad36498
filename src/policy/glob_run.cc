#include "policy/glob_run.h"

#include "policy/glob.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace strongroom::policy {
namespace {

// Up to here trying each place is quick whatever the texts hold.
constexpr std::size_t kMaxTries = std::size_t{1} << 16U;

constexpr std::size_t kWordBits = 64;
using Words = std::vector<std::uint64_t>;  // a bit for each code point of a run

void set_bit(Words& words, std::size_t index) {
  words[index / kWordBits] |= std::uint64_t{1} << (index % kWordBits);
}
bool has_bit(const Words& words, std::size_t index) {
  return ((words[index / kWordBits] >> (index % kWordBits)) & 1U) != 0;
}

// For each code point, the places of the run where it may stand.
class Places {
 public:
  explicit Places(std::string_view run) : any_(run.size() / kWordBits + 1) {
    while (!run.empty()) {
      if (run.front() == kAnyOne) {
        run.remove_prefix(1);
        set_bit(any_, count_);
      } else {
        auto& words = literal_.try_emplace(take_code_point(run), any_.size()).first->second;
        set_bit(words, count_);
      }
      ++count_;
    }
    for (auto& [code_point, words] : literal_) {
      for (std::size_t i = 0; i < words.size(); ++i) words[i] |= any_[i];
    }
  }

  std::size_t count() const { return count_; }
  const Words& of(std::string_view code_point) const {
    const auto found = literal_.find(code_point);
    return found == literal_.end() ? any_ : found->second;
  }

 private:
  std::size_t count_ = 0;
  Words any_;
  std::unordered_map<std::string_view, Words> literal_;
};

}  // namespace

std::string_view take_code_point(std::string_view& text) {
  const auto is_continuation = [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
  };
  std::size_t size = 1;
  while (size < text.size() && is_continuation(text[size])) ++size;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

bool take_run(std::string_view run, std::string_view& text) {
  std::string_view rest = text;
  while (true) {
    const std::size_t mark = run.find(kAnyOne);
    const std::string_view literal = run.substr(0, mark);
    if (!rest.starts_with(literal)) return false;
    rest.remove_prefix(literal.size());
    if (mark == run.npos) break;
    if (rest.empty()) return false;
    take_code_point(rest);
    run.remove_prefix(mark + 1);
  }
  text = rest;
  return true;
}

std::optional<std::size_t> end_by_trying(std::string_view run, std::string_view text) {
  const std::size_t size = text.size();
  while (!take_run(run, text)) {
    if (text.empty()) return std::nullopt;
    take_code_point(text);
  }
  return size - text.size();
}

// The algorithm is known as Shift-And: bit i of the state says that the code points up to this one
// match the run's first i + 1.
std::optional<std::size_t> end_in_parallel(std::string_view run, std::string_view text) {
  const Places places(run);
  const std::size_t size = text.size();
  Words state(run.size() / kWordBits + 1);
  while (!text.empty()) {
    const Words& possible = places.of(take_code_point(text));
    std::uint64_t carry = 1;
    for (std::size_t i = 0; i < state.size(); ++i) {
      const std::uint64_t next = state[i] >> (kWordBits - 1);
      state[i] = ((state[i] << 1U) | carry) & possible[i];
      carry = next;
    }
    if (has_bit(state, places.count() - 1)) return size - text.size();
  }
  return std::nullopt;
}

std::optional<std::size_t> end_of_first_match(std::string_view run, std::string_view text) {
  return run.size() * text.size() <= kMaxTries ? end_by_trying(run, text)
                                               : end_in_parallel(run, text);
}

}  // namespace strongroom::policy
