#include "sigv4/presigned_query.h"

#include "base/encoding.h"
#include "sigv4/refusal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

namespace strongroom::sigv4 {
namespace {

constexpr std::string_view kAlgorithmName = "X-Amz-Algorithm";

/// A parameter's name and where its value goes.
using Destination = std::pair<std::string_view, std::string_view SignatureParts::*>;
constexpr std::array<Destination, 6> kParameters = {{
    {"X-Amz-Credential", &SignatureParts::credential},
    {"X-Amz-Signature", &SignatureParts::signature},
    {"X-Amz-SignedHeaders", &SignatureParts::signed_headers},
    {"X-Amz-Date", &SignatureParts::date},
    {"X-Amz-Expires", &SignatureParts::expires},
    {"X-Amz-Security-Token", &SignatureParts::session_token},
}};
constexpr std::size_t kRequired = 4;  // The first four.

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

std::unexpected<Error> repeated(std::string_view name) {
  return incomplete_signature(
      fmt::format("AWS query-string parameters must include '{}' once.", name));
}

Result<void> check_complete(std::string_view algorithm, const SignatureParts& parts) {
  std::string text;
  const auto require = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) return;
    fmt::format_to(std::back_inserter(text), "AWS query-string parameters must include '{}'. ",
                   name);
  };
  require(kAlgorithmName, algorithm);
  for (const auto& [name, part] : std::span(kParameters).first<kRequired>()) {
    require(name, parts.*part);
  }
  if (text.empty()) return {};
  return incomplete_signature(text + "Re-examine the query-string parameters.");
}

}  // namespace

std::string_view query_of(std::string_view target) {
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

RawParameter take_parameter(std::string_view& query) {
  const std::size_t end = std::min(query.find('&'), query.size());
  const std::string_view parameter = query.substr(0, end);
  query.remove_prefix(std::min(end + 1, query.size()));
  const std::size_t equals = std::min(parameter.find('='), parameter.size());
  return {.name = parameter.substr(0, equals),
          .value = parameter.substr(std::min(equals + 1, parameter.size()))};
}

std::string_view percent_decoded(std::string_view text, Arena& arena) {
  if (text.find('%') == std::string_view::npos) return text;
  const auto memory = arena.bytes(text.size());
  std::size_t written = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && text.size() - i > 2) {
      const auto high = hex_value(text[i + 1]);
      const auto low = hex_value(text[i + 2]);
      if (high && low) {
        memory[written++] = static_cast<std::byte>(*high << 4 | *low);
        i += 2;
        continue;
      }
    }
    memory[written++] = static_cast<std::byte>(text[i]);
  }
  return text_of(memory.first(written));
}

bool is_presigned(std::string_view query) {
  while (!query.empty()) {
    const std::string_view name = take_parameter(query).name;
    if (name == kAlgorithmName || name == "X-Amz-Signature" || name == "X-Amz-Credential") {
      return true;
    }
  }
  return false;
}

Result<SignatureParts> parse_presigned_query(std::string_view query, Arena& arena) {
  std::string_view algorithm;
  SignatureParts parts;
  while (!query.empty()) {
    const RawParameter parameter = take_parameter(query);
    const auto found = std::ranges::find(kParameters, parameter.name, &Destination::first);
    const bool is_algorithm = parameter.name == kAlgorithmName;
    if (!is_algorithm && found == kParameters.end()) continue;
    std::string_view& part = is_algorithm ? algorithm : parts.*found->second;
    if (part.data() != nullptr) return repeated(parameter.name);
    part = percent_decoded(parameter.value, arena);
  }
  SR_CHECK(check_complete(algorithm, parts));
  if (algorithm != kAlgorithm) {
    return incomplete_signature(fmt::format("Only the algorithm {} is accepted.", kAlgorithm));
  }
  return parts;
}

}  // namespace strongroom::sigv4
