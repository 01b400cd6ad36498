#include "wire/aws_query.h"
#include "wire/testing/kitchen_sink.h"
#include "wire/testing/xml.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace strongroom;

namespace {

using Input = wire::testing::KitchenSink;

std::string answer(const Input::Input& input, Arena& arena) {
  ArenaText out(arena);
  wire::encode_query(wire::Service::Iam, "Get", Input::kInput, input, "id", out);
  return std::string(out.view());
}

}  // namespace

// Whatever is accepted must come out as XML that says the same when it is sent back. What XML can't
// carry was replaced on the way, which may break a limit; the second time nothing is left to
// replace.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Arena arena;
  const std::string_view form(reinterpret_cast<const char*>(data), size);
  const auto call = wire::query_call(form, arena);
  const auto input = wire::decode_query(Input::kInput, form, arena);
  if (!input) return 0;
  if (!call) std::abort();  // The form was read as a whole.
  const std::string once = answer(*input, arena);
  const auto sent = wire::testing::form_of_answer(once, "Get");
  if (!sent) std::abort();
  const auto again = wire::decode_query(Input::kInput, *sent, arena);
  if (!again) {
    const bool replaced = once.find("\xEF\xBF\xBD") != std::string::npos;
    if (!replaced || again.error().code() != ErrorCode::Validation) std::abort();
    return 0;
  }
  if (answer(*again, arena) != once) std::abort();
  return 0;
}
