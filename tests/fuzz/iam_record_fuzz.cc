#include "iam/iam_record.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <type_traits>
#include <variant>

using namespace strongroom;

/// The first byte is the table that the record lies in. Whatever decodes has one encoding: the
/// bytes that were given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  iam::StoreKey key{};
  key[0] = static_cast<std::byte>(data[0]);
  const auto record = std::as_bytes(std::span(data + 1, size - 1));
  iam::PolicyPool pool;
  const auto thing = iam::decode_thing(key, 1, record, pool);
  if (!thing) return 0;
  std::visit(
      [&]<class T>(const T& stored) {
        if constexpr (!std::is_same_v<T, std::monostate>) {
          if (!std::ranges::equal(iam::encode(*stored), record)) std::abort();
        }
      },
      *thing);
  return 0;
}
