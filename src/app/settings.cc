#include "app/settings.h"

#include "app/wrong.h"
#include "base/arn.h"
#include "crypto/random.h"
#include "http/address_text.h"
#include "keyring/key_file_seal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <span>

namespace strongroom::app {
namespace {

constexpr const char* kAccessKeyId = "STRONGROOM_ROOT_ACCESS_KEY_ID";
constexpr const char* kSecretAccessKey = "STRONGROOM_ROOT_SECRET_ACCESS_KEY";

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

/// `checked` is about the setting `name`.
Result<void> at(const Settings& settings, std::string_view name, const Result<void>& checked) {
  if (checked) return {};
  return std::unexpected(placed(settings, name, checked.error()));
}

/// What the command line says of the setting `name`, if anything.
void override_by(const char* option, const std::string& given, std::string_view name,
                 Settings& settings, std::string& value) {
  if (given.empty()) return;
  value = given;
  settings.places.insert_or_assign(std::string(name), option);
}

}  // namespace

Error placed(const Settings& settings, std::string_view name, const Error& error) {
  const auto found = settings.places.find(name);
  const std::string& place = found == settings.places.end() ? settings.file : found->second;
  if (place.empty()) return error;
  return {error.code(), fmt::format("{}: {}", place, error.message())};
}

Result<void> set_listen_address(Settings& settings, const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos)
    return wrong(
        fmt::format("listen address '{}': write ADDRESS:PORT, as in 127.0.0.1:4566.", text));
  const std::string port_text = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (error != std::errc() || end != port_text.data() + port_text.size()) {
    return wrong(
        fmt::format("listen address '{}': the port must be a number from 0 to 65535.", text));
  }
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  if (address.empty()) address = "0.0.0.0";
  SR_CHECK(http::check_address(address));
  settings.address = address;
  settings.port = port;
  return {};
}

Result<void> check_account(const std::string& account) {
  if (is_account_id(account)) return {};
  return wrong(fmt::format("account '{}': an account id is twelve digits.", account));
}

Result<void> check_region(const std::string& region) {
  if (is_region_name(region)) return {};
  return wrong(fmt::format("region '{}': write a Region's name, as in eu-west-1.", region));
}

Result<void> apply(const Overrides& overrides, Settings& settings) {
  std::string listen;
  std::string region;
  override_by("--listen", overrides.listen, "server.listen", settings, listen);
  override_by("--data", overrides.data, "server.data", settings, settings.data_folder);
  override_by("--account", overrides.account, "server.account", settings, settings.account);
  override_by("--region", overrides.region, "server.regions", settings, region);
  if (!listen.empty()) {
    SR_CHECK(at(settings, "server.listen", set_listen_address(settings, listen)));
  }
  if (!region.empty()) settings.regions = {region};
  for (const auto& [name, level] : log::kLevels) {
    if (overrides.log_level == name) settings.log_level = level;
  }
  return {};
}

Result<void> take_access_key(Settings& settings) {
  const char* id = std::getenv(kAccessKeyId);
  char* secret = std::getenv(kSecretAccessKey);
  if (id == nullptr && secret == nullptr && settings.development) {
    settings.access_key_id = "test";
    settings.secret_access_key = crypto::SecretBytes::copy_of(bytes_of("test"));
    return {};
  }
  if (id == nullptr && secret == nullptr) return {};
  if (id == nullptr || secret == nullptr || *id == '\0' || *secret == '\0') {
    return wrong(fmt::format("half an access key: set both {} and {} in the environment, or none.",
                             kAccessKeyId, kSecretAccessKey));
  }
  settings.access_key_id = id;
  settings.secret_access_key = crypto::SecretBytes::copy_of(bytes_of(secret));
  // Wiped in place first: /proc/PID/environ shows the original memory.
  crypto::wipe(std::as_writable_bytes(std::span(secret, std::strlen(secret))));
  ::unsetenv(kSecretAccessKey);
  ::unsetenv(kAccessKeyId);
  return {};
}

Result<void> check(const Settings& settings) {
  SR_CHECK(at(settings, "server.account", check_account(settings.account)));
  for (const std::string& region : settings.regions) {
    SR_CHECK(at(settings, "server.regions", check_region(region)));
  }
  if (settings.data_folder.empty()) {
    return at(settings, "server.data",
              wrong("no data folder: set server.data in the file, or give --data DIR."));
  }
  if (settings.development && !is_loopback(settings.address)) {
    return at(settings, "server.listen",
              wrong(fmt::format("development mode listens on this machine alone, not on {}: its "
                                "access key is known to everybody. "
                                "Use 'strongroom serve' to be reached from elsewhere.",
                                settings.address)));
  }
  if (!settings.development) SR_CHECK(at(settings, "seal", check_seal(settings.seal)));
  if (!settings.development && !settings.tls && !is_loopback(settings.address)) {
    return at(settings, "server.listen",
              wrong(fmt::format("plain HTTP on {} would show secrets to the network: set "
                                "server.tls.certificate and server.tls.private_key, or listen on "
                                "127.0.0.1.",
                                settings.address)));
  }
  return {};
}

Result<void> check_files(const Settings& settings) {
  if (settings.tls) SR_CHECK(at(settings, "server.tls", http::check_tls_files(*settings.tls)));
  if (settings.seal.key_file.empty()) return {};
  const auto key = keyring::KeyFileSeal(settings.seal.key_file).new_slot({});
  if (!key) return std::unexpected(placed(settings, "seal.key_file", key.error()));
  return {};
}

std::string default_data_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
    return fmt::format("{}/strongroom", state);
  const char* home = std::getenv("HOME");
  return fmt::format("{}/.local/state/strongroom", home != nullptr ? home : "/var/lib");
}

}  // namespace strongroom::app
