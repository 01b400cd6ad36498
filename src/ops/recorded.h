#pragma once

#include <cstdint>

namespace strongroom::ops {

/// What the audit shows of an operation's calls (cloudtrail contract 4). Of requests it is always
/// what wire/recorded.h leaves: members that were sent, without blobs and what is sensitive.
enum class Recorded : std::uint8_t {
  Read,  ///< It changes nothing, and its answer is not shown.
  ReadWithAnswer,
  Change,
  ChangeWithAnswer,  ///< Its answer is shown, by the same rules as requests.
};

constexpr bool changes_nothing(Recorded recorded) {
  return recorded == Recorded::Read || recorded == Recorded::ReadWithAnswer;
}
constexpr bool shows_answer(Recorded recorded) {
  return recorded == Recorded::ReadWithAnswer || recorded == Recorded::ChangeWithAnswer;
}

}  // namespace strongroom::ops
