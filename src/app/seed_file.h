#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::app {

/// Where an item of a seed file stands and whose it is; what they all have.
struct SeedItem {
  std::uint32_t line = 0;
  std::string account;
  std::string name;
};

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// What gives permissions: managed policies by name or ARN, inline ones by name and text.
struct SeedPermissions {
  std::vector<std::string> policies;
  NamedTexts inlined;
};

struct SeedPolicy : SeedItem {
  std::string document;
};

struct SeedGroup : SeedItem {
  SeedPermissions permissions;
};

struct SeedUser : SeedItem {
  std::string path;
  SeedPermissions permissions;
  std::string boundary;  ///< By name or ARN; empty for none.
  std::vector<std::string> groups;
  NamedTexts tags;
  std::string access_key_id;  ///< Empty: no key.
  std::string secret_access_key;
};

struct SeedRole : SeedItem {
  std::string path;
  std::string trust;
  SeedPermissions permissions;
  std::string boundary;
  NamedTexts tags;
};

struct SeedSecret : SeedItem {
  std::string region;
  std::optional<std::string> value;
  std::string description;
  NamedTexts tags;
  std::string policy;  ///< Empty for none.
};

/// What `strongroom dev --seed FILE` declares (docs/operations.md).
struct Seed {
  std::string file;
  std::vector<SeedItem> accounts;  ///< Their names are their ids.
  std::vector<SeedPolicy> policies;
  std::vector<SeedGroup> groups;
  std::vector<SeedUser> users;
  std::vector<SeedRole> roles;
  std::vector<SeedSecret> secrets;
};

/// What items have that do not say it.
struct SeedDefaults {
  std::string account;
  std::string region;
};

/// InvalidSetting names file, line and reason; a key that is not known is an error too. Whether
/// policies and names are right is not looked at here (seeding.h).
Result<Seed> parse_seed(std::string_view text, const std::string& path,
                        const SeedDefaults& defaults);
Result<Seed> read_seed_file(const std::string& path, const SeedDefaults& defaults);

}  // namespace strongroom::app
