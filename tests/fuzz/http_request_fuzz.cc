#include "http/request_parser.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using strongroom::Arena;
using strongroom::http::Header;
using strongroom::http::Request;
using strongroom::http::RequestParser;
using Progress = RequestParser::Progress;

std::string text_of(const Request& request) {
  std::string text;
  text.append(request.method).append(" ").append(request.target).append("\n");
  for (const Header& header : request.headers) {
    text.append(header.name).append("=").append(header.value).append("\n");
  }
  return text.append(request.body).append("\n");
}

/// All requests in `bytes`, given in pieces of at most `piece`, up to a refusal.
std::string requests_in(std::string_view bytes, std::size_t piece) {
  Arena arena;
  RequestParser parser({.header_bytes = 2048, .body_bytes = 4096}, arena);
  std::string found;
  Progress progress = Progress::NeedMore;
  while (progress != Progress::Refused) {
    if (progress == Progress::Complete) {
      found += text_of(parser.request());
      progress = parser.next();
    } else if (bytes.empty()) {
      break;
    } else {
      const auto space = parser.space();
      const std::size_t count = std::min({piece, space.size(), bytes.size()});
      std::copy_n(bytes.data(), count, space.data());
      bytes.remove_prefix(count);
      progress = parser.received(count);
    }
  }
  return found;
}

}  // namespace

/// The first byte is the size of the pieces. However a stream is cut, the same requests come out; a
/// refusal may be seen sooner or later.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = requests_in(bytes, bytes.size() + 1);
  const std::string pieces = requests_in(bytes, std::size_t{data[0]} + 1);
  if (whole != pieces) std::abort();
  return 0;
}
