#include "app/settings_file.h"

#include "app/wrong.h"
#include "http/address_text.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <utility>

// The library's exceptions carry the place of a syntax error, so they stay on.
#include <toml++/toml.h>

namespace strongroom::app {
namespace {

Result<void> accept_any(const std::string&) { return {}; }

/// Reads one table against the keys that it may have. The first wrong one ends it.
class TableReader {
 public:
  TableReader(const std::string& path, Settings& settings) : path_(path), settings_(settings) {}

  using Setter = std::function<Result<void>(const toml::node&)>;
  using Keys = std::map<std::string_view, Setter>;

  Result<void> read(const toml::table& table, const std::string& prefix, const Keys& keys) const {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      const auto known = keys.find(key.str());
      if (known == keys.end())
        return wrong(key.source().begin.line,
                     fmt::format("there is no setting '{}'.{}", name, choices(keys)));
      settings_.places[name] = fmt::format("{}:{}", path_, node.source().begin.line);
      if (auto set = known->second(node); !set)
        return wrong(node.source().begin.line, fmt::format("{}: {}", name, set.error().message()));
    }
    return {};
  }

  using Check = std::function<Result<void>(const std::string&)>;

  Setter text(std::string& out, Check check = accept_any) const {
    return [&out, check = std::move(check)](const toml::node& node) -> Result<void> {
      const auto value = node.value_exact<std::string>();
      if (!value) return failure(ErrorCode::InvalidSetting, "write a text in quotes.");
      out = *value;
      return check(*value);
    };
  }
  Setter texts(std::vector<std::string>& out, Check check) const {
    return [&out, check = std::move(check)](const toml::node& node) -> Result<void> {
      const toml::array* array = node.as_array();
      if (array == nullptr || array->empty())
        return failure(ErrorCode::InvalidSetting, "write a list of texts, as in [\"eu-west-1\"].");
      for (const toml::node& item : *array) {
        const auto value = item.value_exact<std::string>();
        if (!value)
          return failure(ErrorCode::InvalidSetting,
                         "write a list of texts, as in [\"eu-west-1\"].");
        SR_CHECK(check(*value));
        out.push_back(*value);
      }
      return {};
    };
  }
  Setter number(std::int64_t min, std::int64_t max, std::function<void(std::int64_t)> set) const {
    return [min, max, set = std::move(set)](const toml::node& node) -> Result<void> {
      const auto value = node.value_exact<std::int64_t>();
      if (!value || *value < min || *value > max) {
        return failure(ErrorCode::InvalidSetting,
                       fmt::format("write a whole number from {} to {}.", min, max));
      }
      set(*value);
      return {};
    };
  }
  Setter flag(bool& out) const {
    return [&out](const toml::node& node) -> Result<void> {
      const auto value = node.value_exact<bool>();
      if (!value) return failure(ErrorCode::InvalidSetting, "write true or false.");
      out = *value;
      return {};
    };
  }
  /// One of several words, each with what it sets.
  Setter choice(std::vector<std::pair<std::string, std::function<void()>>> choices) const {
    return [choices = std::move(choices)](const toml::node& node) -> Result<void> {
      const auto value = node.value_exact<std::string>();
      std::string words;
      for (const auto& [word, set] : choices) {
        if (value && *value == word) {
          set();
          return {};
        }
        words += (words.empty() ? "\"" : " or \"") + word + '"';
      }
      return failure(ErrorCode::InvalidSetting, fmt::format("write {}.", words));
    };
  }
  Setter table(std::string prefix, Keys keys) const {
    return [this, prefix = std::move(prefix),
            keys = std::move(keys)](const toml::node& node) -> Result<void> {
      if (node.as_table() == nullptr)
        return failure(ErrorCode::InvalidSetting, "write a table, as in [server].");
      return read(*node.as_table(), prefix, keys);
    };
  }

 private:
  static std::string choices(const Keys& keys) {
    std::string out = " Known here:";
    for (const auto& [key, setter] : keys) out += fmt::format(" {}", key);
    return out + ".";
  }
  std::unexpected<Error> wrong(std::uint32_t line, const std::string& what) const {
    // An error from a nested table has its place already.
    const bool placed = what.find(path_ + ":") != std::string::npos;
    return failure(ErrorCode::InvalidSetting, placed ? what.substr(what.find(path_))
                                                     : fmt::format("{}:{}: {}", path_, line, what));
  }

  const std::string& path_;
  Settings& settings_;
};

Result<void> read_into(Settings& settings, const toml::table& root, const std::string& path) {
  const TableReader reader(path, settings);
  http::TlsFiles tls;
  std::string listen;
  const TableReader::Keys tls_keys{{"certificate", reader.text(tls.certificate_chain)},
                                   {"private_key", reader.text(tls.private_key)}};
  const TableReader::Keys server_keys{
      {"listen",
       reader.text(listen,
                   [&](const std::string& text) { return set_listen_address(settings, text); })},
      {"data", reader.text(settings.data_folder)},
      {"account", reader.text(settings.account, check_account)},
      {"regions", reader.texts(settings.regions, check_region)},
      {"threads",
       reader.number(1, 256, [&](std::int64_t n) { settings.threads = static_cast<unsigned>(n); })},
      {"trusted_proxies", reader.texts(settings.trusted_proxies, http::check_network)},
      {"tls", reader.table("server.tls.", tls_keys)}};
  TableReader::Keys seal_keys;
  for (const auto& [name, member] : kSealFields) {
    seal_keys.emplace(name, reader.text(settings.seal.*member));
  }
  std::vector<std::pair<std::string, std::function<void()>>> levels;
  for (const auto& [name, level] : log::kLevels) {
    levels.emplace_back(name, [&settings, level] { settings.log_level = level; });
  }
  const TableReader::Keys log_keys{{"level", reader.choice(std::move(levels))}};
  const TableReader::Keys memory_keys{
      {"value_cache_mib", reader.number(1, 1 << 20, [&](std::int64_t n) {
         settings.value_cache_bytes = static_cast<std::size_t>(n) << 20;
       })}};
  constexpr std::int64_t kMostMib = std::int64_t{1} << 30;
  audit::Options& audit = settings.audit;
  const auto mebibytes = [](std::uint64_t& out) {
    return [&out](std::int64_t n) { out = static_cast<std::uint64_t>(n) << 20; };
  };
  const TableReader::Keys audit_keys{
      {"folder", reader.text(audit.folder)},
      {"durability",
       reader.choice({{"write", [&] { audit.durability = audit::Durability::Write; }},
                      {"flush", [&] { audit.durability = audit::Durability::Flush; }}})},
      {"file_mib", reader.number(1, 1024, mebibytes(audit.file_bytes))},
      {"file_hours",
       reader.number(1, 24 * 365, [&](std::int64_t n) { audit.file_age = std::chrono::hours(n); })},
      {"retention_days",
       reader.number(90, 36'500, [&](std::int64_t n) { audit.retention = std::chrono::days(n); })},
      {"low_space_mib", reader.number(0, kMostMib, mebibytes(audit.low_space_bytes))},
      {"reserve_mib", reader.number(0, kMostMib, mebibytes(audit.reserve_bytes))},
      {"on_reserve",
       reader.choice({{"serve", [&] { audit.on_reserve = audit::LowSpace::Serve; }},
                      {"read-only", [&] { audit.on_reserve = audit::LowSpace::ReadOnly; }}})},
      {"second_sink", reader.text(audit.second_sink)}};
  const TableReader::Keys identity_keys{
      {"key_sets", reader.text(settings.key_sets)},
      {"fetch_keys", reader.flag(settings.fetch_keys)},
      {"ca_file", reader.text(settings.provider_ca_file)},
      {"private_addresses", reader.texts(settings.private_addresses, http::check_network)}};
  const TableReader::Keys policy_keys{
      {"block_public", reader.flag(settings.block_public_policies)},
      {"named_in_refusals", reader.flag(settings.refusals_name_policies)}};
  SR_CHECK(reader.read(root, "",
                       {{"server", reader.table("server.", server_keys)},
                        {"seal", reader.table("seal.", seal_keys)},
                        {"audit", reader.table("audit.", audit_keys)},
                        {"identity", reader.table("identity.", identity_keys)},
                        {"policies", reader.table("policies.", policy_keys)},
                        {"log", reader.table("log.", log_keys)},
                        {"memory", reader.table("memory.", memory_keys)}}));
  if (auto seal = check_seal(settings.seal); root.contains("seal") && !seal) {
    return std::unexpected(placed(settings, "seal", seal.error()));
  }
  if (tls.certificate_chain.empty() != tls.private_key.empty()) {
    return std::unexpected(
        placed(settings, "server.tls",
               wrong("server.tls needs both certificate and private_key.").error()));
  }
  if (!tls.certificate_chain.empty()) settings.tls = std::move(tls);
  return {};
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const std::string& path) {
  Settings settings;
  settings.file = path;
  try {
    const toml::table root = toml::parse(text, path);
    SR_CHECK(read_into(settings, root, path));
  } catch (const toml::parse_error& error) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{}:{}: this is not TOML: {}.", path, error.source().begin.line,
                               error.description()));
  }
  return settings;
}

Result<Settings> read_settings_file(const std::string& path) {
  std::ifstream file(path);
  file.peek();  // shows what is a folder
  if (!file.is_open() || file.bad())
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("{}: the settings file can't be read. Give its path by --config FILE.", path));
  std::ostringstream text;
  text << file.rdbuf();
  return parse_settings(text.str(), path);
}

}  // namespace strongroom::app
