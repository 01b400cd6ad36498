#include "http/response_parser.h"
#include "http/url.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using strongroom::HttpField;
using strongroom::HttpResponse;
using strongroom::http::ResponseParser;
using Progress = ResponseParser::Progress;

std::string text_of(const HttpResponse& response) {
  std::string text = std::to_string(response.status) + "\n";
  for (const HttpField& field : response.headers) {
    text.append(field.name).append("=").append(field.value).append("\n");
  }
  return text.append(response.body).append("\n");
}

/// All answers in `bytes`, given in pieces of at most `piece`, up to a refusal.
std::string responses_in(std::string_view bytes, std::size_t piece) {
  ResponseParser parser({.header_bytes = 2048, .body_bytes = 4096});
  std::string found;
  Progress progress = Progress::NeedMore;
  while (progress != Progress::Refused) {
    if (progress == Progress::Complete) {
      found += text_of(parser.take());
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

void look_at_url(std::string_view text) {
  const auto url = strongroom::http::parse_url(text);
  if (!url) return;
  const auto ends_a_line = [](char c) { return c <= ' '; };
  if (std::ranges::any_of(url->authority + url->target, ends_a_line)) std::abort();
  if (url->host.empty() || url->port == 0 || !url->target.starts_with('/')) std::abort();
}

}  // namespace

/// The first byte is the size of the pieces. However a stream is cut, the same answers come out; a
/// refusal may be seen sooner or later. What comes is looked at as a URL as well.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  look_at_url(bytes);
  const std::string whole = responses_in(bytes, bytes.size() + 1);
  const std::string pieces = responses_in(bytes, std::size_t{data[0]} + 1);
  if (whole != pieces) std::abort();
  return 0;
}
