#include "wire/aws_json.h"
#include "wire/testing/kitchen_sink.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace strongroom;

// Whatever is accepted must come out of the encoder as it went in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Input = wire::testing::KitchenSink;
  Arena arena;
  const auto input =
      wire::decode(Input::kInput, {reinterpret_cast<const char*>(data), size}, arena);
  if (!input) return 0;
  ArenaText once(arena);
  wire::encode(Input::kInput, *input, once);
  const auto again = wire::decode(Input::kInput, once.view(), arena);
  if (!again) std::abort();
  ArenaText twice(arena);
  wire::encode(Input::kInput, *again, twice);
  if (once.view() != twice.view()) std::abort();
  return 0;
}
