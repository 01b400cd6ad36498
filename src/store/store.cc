#include "store/store.h"

namespace strongroom::store {

KeyRange range_of_prefix(ByteView prefix) {
  KeyRange range{.first = copy_of(prefix), .last = copy_of(prefix)};
  // The first key behind all of them: the prefix counted up by one. A byte 0xff can't be counted
  // up, so it is dropped and the one before it is; of nothing but 0xff there is no end.
  while (!range.last.empty() && range.last.back() == std::byte{0xff}) range.last.pop_back();
  if (!range.last.empty()) {
    range.last.back() = static_cast<std::byte>(std::to_integer<unsigned>(range.last.back()) + 1);
  }
  return range;
}

}  // namespace strongroom::store
