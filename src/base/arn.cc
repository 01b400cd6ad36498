#include "base/arn.h"

#include <algorithm>
#include <array>

namespace strongroom {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::optional<Arn> parse_arn(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (std::string_view& part : parts) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (parts[0] != "arn") return std::nullopt;
  return Arn{.partition = parts[1],
             .service = parts[2],
             .region = parts[3],
             .account = parts[4],
             .resource = text};
}

bool is_region_name(std::string_view text) {
  const std::size_t last_dash = text.rfind('-');
  if (last_dash == std::string_view::npos || last_dash == 0 || text.size() > 64) return false;
  const std::string_view number = text.substr(last_dash + 1);
  const std::string_view words = text.substr(0, last_dash);
  const bool words_fit = is_lower(words.front()) && is_lower(words.back()) &&
                         words.find("--") == std::string_view::npos &&
                         std::ranges::all_of(words, [](char c) { return is_lower(c) || c == '-'; });
  return words_fit && !number.empty() && std::ranges::all_of(number, is_digit);
}

bool is_account_id(std::string_view text) {
  return text.size() == 12 && std::ranges::all_of(text, is_digit);
}

std::string_view partition_of_region(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

}  // namespace strongroom
