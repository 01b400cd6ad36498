#include "secrets/secret_id.h"

#include "base/arn.h"

#include <algorithm>
#include <array>

namespace strongroom::secrets {
namespace {

constexpr std::string_view kInvalidName =
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
    "following: -/_+=.@!";
constexpr std::string_view kResourcePrefix = "secret:";
constexpr std::size_t kSuffixSize = 6;

constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr std::array<bool, 256> kNameCharacters = [] {
  std::array<bool, 256> allowed{};
  for (std::size_t c = 0; c < allowed.size(); ++c)
    allowed[c] = is_alphanumeric(static_cast<char>(c));
  for (const char c : std::string_view("-/_+=.@!")) allowed[static_cast<unsigned char>(c)] = true;
  return allowed;
}();

/// Whether `text` is NAME-SUFFIX: what ends like a suffix is taken for one (contract 2, no. 4).
bool ends_in_suffix(std::string_view text) {
  if (text.size() <= kSuffixSize + 1 || text[text.size() - kSuffixSize - 1] != '-') return false;
  return std::ranges::all_of(text.substr(text.size() - kSuffixSize), is_alphanumeric);
}

/// The resource's Region and partition are not looked at: those of the endpoint win (no. 6).
SecretId parse_secret_arn(const Arn& arn) {
  std::string_view name = arn.resource.substr(kResourcePrefix.size());
  std::string_view suffix;
  if (ends_in_suffix(name)) {
    suffix = name.substr(name.size() - kSuffixSize);
    name.remove_suffix(kSuffixSize + 1);
  }
  return {.name = name, .suffix = suffix, .account = arn.account};
}

std::array<std::string_view, 10> parts_of_arn(const Partition& partition, std::string_view name,
                                              std::string_view suffix) {
  return {"arn:",
          partition_of_region(partition.region),
          ":secretsmanager:",
          partition.region,
          ":",
          partition.account,
          ":secret:",
          name,
          "-",
          suffix};
}

}  // namespace

bool is_secret_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return kNameCharacters[static_cast<unsigned char>(c)];
  });
}

Result<void> check_secret_name(std::string_view text) {
  if (is_secret_name(text)) return {};
  return failure(ErrorCode::Validation, std::string(kInvalidName));
}

std::string secret_arn(const Partition& partition, std::string_view name, std::string_view suffix) {
  std::string arn;
  arn.reserve(64 + partition.region.size() + name.size());
  for (const std::string_view part : parts_of_arn(partition, name, suffix)) arn.append(part);
  return arn;
}

std::string_view secret_arn(const Partition& partition, std::string_view name,
                            std::string_view suffix, Arena& arena) {
  ArenaText arn(arena, 64 + partition.region.size() + name.size());
  for (const std::string_view part : parts_of_arn(partition, name, suffix)) arn.append(part);
  return arn.view();
}

Result<SecretId> parse_secret_id(std::string_view text) {
  SecretId id{.name = text, .suffix = {}, .account = {}};
  const auto arn = parse_arn(text);
  if (arn && arn->service == "secretsmanager" && arn->resource.starts_with(kResourcePrefix)) {
    id = parse_secret_arn(*arn);
  }
  SR_CHECK(check_secret_name(id.name));
  return id;
}

}  // namespace strongroom::secrets
