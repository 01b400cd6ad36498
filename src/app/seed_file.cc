#include "app/seed_file.h"

#include "app/settings.h"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

// The library's exceptions carry the place of a syntax error, so they stay on.
#include <toml++/toml.h>

namespace strongroom::app {
namespace {

/// Reads the keys of one item; the first thing that is wrong stays as the error.
class ItemReader {
 public:
  ItemReader(const toml::table& table, const std::string& path, std::string_view kind)
      : table_(table), path_(path), kind_(kind) {}

  std::uint32_t line() const { return table_.source().begin.line; }

  std::string text(std::string_view key,
                   const std::optional<std::string>& otherwise = std::nullopt) {
    const toml::node* node = find(key);
    if (node == nullptr) {
      if (!otherwise) wrong(table_, fmt::format("{} needs {}.", kind_, key));
      return otherwise.value_or("");
    }
    const auto value = node->value_exact<std::string>();
    if (!value) wrong(*node, fmt::format("{}.{}: write a text in quotes.", kind_, key));
    return value.value_or("");
  }
  std::optional<std::string> optional_text(std::string_view key) {
    if (!table_.contains(key)) return std::nullopt;
    return text(key);
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    if (node->as_array() == nullptr) wrong_texts(*node, key);
    for (const toml::node& item : node->as_array() ? *node->as_array() : toml::array()) {
      const auto value = item.value_exact<std::string>();
      if (!value) wrong_texts(item, key);
      values.push_back(value.value_or(""));
    }
    return values;
  }
  NamedTexts named_texts(std::string_view key) {
    NamedTexts values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    if (node->as_table() == nullptr) wrong_named(*node, key);
    for (const auto& [name, item] : node->as_table() ? *node->as_table() : toml::table()) {
      const auto value = item.value_exact<std::string>();
      if (!value) wrong_named(item, key);
      values.emplace_back(std::string(name.str()), value.value_or(""));
    }
    return values;
  }
  SeedPermissions permissions() {
    return {.policies = texts("policies"), .inlined = named_texts("inline_policies")};
  }
  void set_error(const std::string& key, const Result<void>& checked) {
    const toml::node* node = find(key);
    if (!checked) wrong(node ? *node : table_, checked.error().message());
  }

  /// The error of the item, also for keys that nobody asked for.
  Result<void> finish() {
    for (const auto& [key, node] : table_) {
      if (asked_.contains(key.str())) continue;
      std::string known;
      for (const std::string_view one : asked_) known += fmt::format(" {}", one);
      wrong(key.source().begin.line,
            fmt::format("{} has no '{}'. Known here:{}.", kind_, key.str(), known));
    }
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  const toml::node* find(std::string_view key) {
    asked_.insert(key);
    return table_.get(key);
  }
  void wrong(std::uint32_t line, std::string_view what) {
    if (error_) return;
    error_ = Error(ErrorCode::InvalidSetting, fmt::format("{}:{}: {}", path_, line, what));
  }
  void wrong(const toml::node& node, std::string_view what) {
    wrong(node.source().begin.line, what);
  }
  void wrong_texts(const toml::node& node, std::string_view key) {
    wrong(node, fmt::format("{}.{}: write a list of texts, as in [\"a\", \"b\"].", kind_, key));
  }
  void wrong_named(const toml::node& node, std::string_view key) {
    wrong(node, fmt::format("{}.{}: write a table of texts, as in {{ a = \"b\" }}.", kind_, key));
  }

  const toml::table& table_;
  const std::string& path_;
  const std::string_view kind_;
  std::set<std::string_view> asked_;  // views of literals
  std::optional<Error> error_;
};

void read_common(ItemReader& reader, const SeedDefaults& defaults, SeedItem& item) {
  item.line = reader.line();
  item.name = reader.text("name");
  item.account = reader.text("account", defaults.account);
  reader.set_error("account", check_account(item.account));
}

void read_into(ItemReader& reader, const SeedDefaults&, SeedItem& account) {
  account.line = reader.line();
  account.name = account.account = reader.text("id");
  reader.set_error("id", check_account(account.name));
}

void read_into(ItemReader& reader, const SeedDefaults& defaults, SeedPolicy& policy) {
  read_common(reader, defaults, policy);
  policy.document = reader.text("document");
}

void read_into(ItemReader& reader, const SeedDefaults& defaults, SeedGroup& group) {
  read_common(reader, defaults, group);
  group.permissions = reader.permissions();
}

void read_into(ItemReader& reader, const SeedDefaults& defaults, SeedUser& user) {
  read_common(reader, defaults, user);
  user.path = reader.text("path", "/");
  user.permissions = reader.permissions();
  user.boundary = reader.text("permissions_boundary", "");
  user.groups = reader.texts("groups");
  user.tags = reader.named_texts("tags");
  user.access_key_id = reader.text("access_key_id", "");
  user.secret_access_key = reader.text("secret_access_key", "");
  if (user.access_key_id.empty() != user.secret_access_key.empty()) {
    reader.set_error("access_key_id",
                     failure(ErrorCode::InvalidSetting,
                             "user: access_key_id and secret_access_key come together."));
  }
}

void read_into(ItemReader& reader, const SeedDefaults& defaults, SeedRole& role) {
  read_common(reader, defaults, role);
  role.path = reader.text("path", "/");
  role.trust = reader.text("trust_policy");
  role.permissions = reader.permissions();
  role.boundary = reader.text("permissions_boundary", "");
  role.tags = reader.named_texts("tags");
}

void read_into(ItemReader& reader, const SeedDefaults& defaults, SeedSecret& secret) {
  read_common(reader, defaults, secret);
  secret.region = reader.text("region", defaults.region);
  reader.set_error("region", check_region(secret.region));
  secret.value = reader.optional_text("value");
  secret.description = reader.text("description", "");
  secret.tags = reader.named_texts("tags");
  secret.policy = reader.text("resource_policy", "");
}

std::unexpected<Error> wrong_at(const std::string& path, std::uint32_t line,
                                std::string_view what) {
  return failure(ErrorCode::InvalidSetting, fmt::format("{}:{}: {}", path, line, what));
}

/// All items of one kind: [[kind]] tables.
template <class Item>
Result<void> read_items(const toml::node& node, std::string_view kind, const std::string& path,
                        const SeedDefaults& defaults, std::vector<Item>& items) {
  const toml::array* array = node.as_array();
  if (array == nullptr || !array->is_homogeneous<toml::table>()) {
    return wrong_at(path, node.source().begin.line, fmt::format("write [[{}]].", kind));
  }
  for (const toml::node& item : *array) {
    ItemReader reader(*item.as_table(), path, kind);
    read_into(reader, defaults, items.emplace_back());
    SR_CHECK(reader.finish());
  }
  return {};
}

Result<void> read_root(const toml::table& root, const SeedDefaults& defaults, Seed& seed) {
  for (const auto& [key, node] : root) {
    const std::string_view kind = key.str();
    const auto read = [&](auto& items) {
      return read_items(node, kind, seed.file, defaults, items);
    };
    if (kind == "account") {
      SR_CHECK(read(seed.accounts));
    } else if (kind == "policy") {
      SR_CHECK(read(seed.policies));
    } else if (kind == "group") {
      SR_CHECK(read(seed.groups));
    } else if (kind == "user") {
      SR_CHECK(read(seed.users));
    } else if (kind == "role") {
      SR_CHECK(read(seed.roles));
    } else if (kind == "secret") {
      SR_CHECK(read(seed.secrets));
    } else {
      return wrong_at(seed.file, key.source().begin.line,
                      fmt::format("there is no '{}' to declare. Known here: account group policy "
                                  "role secret user.",
                                  kind));
    }
  }
  return {};
}

}  // namespace

Result<Seed> parse_seed(std::string_view text, const std::string& path,
                        const SeedDefaults& defaults) {
  Seed seed;
  seed.file = path;
  try {
    const toml::table root = toml::parse(text, path);
    SR_CHECK(read_root(root, defaults, seed));
  } catch (const toml::parse_error& error) {
    return wrong_at(path, error.source().begin.line,
                    fmt::format("this is not TOML: {}.", error.description()));
  }
  return seed;
}

Result<Seed> read_seed_file(const std::string& path, const SeedDefaults& defaults) {
  std::ifstream file(path);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file) {
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("{}: the seed file can't be read. Give its path by --seed FILE.", path));
  }
  return parse_seed(text.str(), path, defaults);
}

}  // namespace strongroom::app
