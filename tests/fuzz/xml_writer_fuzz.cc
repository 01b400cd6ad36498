#include "wire/aws_query.h"
#include "wire/error_names.h"
#include "wire/testing/xml.h"
#include "wire/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace strongroom;

namespace {

struct Output {
  std::string_view text;
  std::string_view document;
  ByteView content;
  Timestamp at;
  std::vector<std::string_view> parts;
  std::vector<std::pair<std::string_view, std::string_view>> map;
};
constexpr auto kOutput =
    wire::shape<Output>(wire::member<&Output::text>("Text"),
                        wire::member<&Output::document>("Document", wire::url_encoded()),
                        wire::member<&Output::content>("Content"), wire::member<&Output::at>("At"),
                        wire::member<&Output::parts>("Parts"), wire::member<&Output::map>("Map"));

Output output_of(std::string_view bytes) {
  std::int64_t at = 0;
  for (const char c : bytes.substr(0, 8)) at = at << 8 ^ static_cast<unsigned char>(c);
  Output output{.text = bytes,
                .document = bytes,
                .content = bytes_of(bytes),
                .at = timestamp_of(at),
                .parts = {},
                .map = {}};
  for (std::size_t from = 0; from < bytes.size();) {
    const std::string_view part = bytes.substr(from, bytes.find('|', from) - from);
    output.parts.push_back(part);
    output.map.emplace_back(part, part);
    from += part.size() + 1;
  }
  return output;
}

bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') return false;
  }
  return wire::is_utf8(text) && text.find("\xEF\xBF\xBE") == std::string_view::npos &&
         text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void check_answer(std::string_view bytes) {
  Arena arena;
  ArenaText out(arena);
  const Output output = output_of(bytes);
  wire::encode_query(wire::Service::Sts, "Get", kOutput, output, bytes, out);
  const auto root = wire::testing::XmlReader::read(out.view());
  require(root && root->children.size() == 2);
  const auto& result = root->children[0];
  require(result.children.size() == 6 &&
          result.child("Parts")->children.size() == output.parts.size());
  const auto& request_id = root->children[1].children.at(0);
  require(request_id.name == "RequestId");
  if (is_plain(bytes)) {
    require(result.child("Text")->text == bytes && request_id.text == bytes);
  }
  // A document arrives byte for byte, whatever it is.
  const auto& encoded = result.child("Document")->text;
  std::string document;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      document += encoded[i];
      continue;
    }
    document += static_cast<char>(std::stoi(encoded.substr(i + 1, 2), nullptr, 16));
    i += 2;
  }
  require(document == bytes);
}

void check_error(std::string_view bytes) {
  Arena arena;
  ArenaText out(arena);
  const Error error(ErrorCode::Validation, std::string(bytes));
  wire::encode_query_error(wire::Service::Iam, error, bytes, out);
  const auto root = wire::testing::XmlReader::read(out.view());
  require(root && root->child("Error") != nullptr && root->child("RequestId") != nullptr);
  if (is_plain(bytes)) require(root->child("Error")->child("Message")->text == bytes);
}

}  // namespace

// Whatever an answer contains, it is well-formed and no text can pass for an element.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_answer(bytes);
  check_error(bytes);
  return 0;
}
