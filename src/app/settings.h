#pragma once

#include "app/seal_settings.h"
#include "audit/options.h"
#include "base/log.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"
#include "http/server.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::app {

/// Everything that a server is told at its start.
struct Settings {
  bool development = false;
  std::string address = "127.0.0.1";
  std::uint16_t port = 4566;  ///< 0 takes a free one.
  std::string data_folder;
  bool ephemeral = false;  ///< The data folder is removed at the end.
  std::string account = "000000000000";
  std::vector<std::string> regions;  ///< Empty: any well-formed name.
  std::optional<http::TlsFiles> tls;
  std::vector<std::string> trusted_proxies;  ///< Who may say whose request it is.
  SealSettings seal;
  unsigned threads = 0;  ///< 0: one for each core.
  std::string key_sets;  ///< Folder with the keys of identity providers; empty for none.
  /// Whether keys that are not in it are fetched from the providers.
  bool fetch_keys = true;
  std::string provider_ca_file;  ///< PEM of those who vouch for providers; empty: the system's.
  /// Addresses and networks of providers that are not public.
  std::vector<std::string> private_addresses;
  bool block_public_policies = false;  ///< Of secrets, whatever PutResourcePolicy asks for.
  bool refusals_name_policies = false;
  audit::Options audit;  ///< Without a folder: `audit` in the data folder.
  std::size_t value_cache_bytes = std::size_t{256} << 20;
  std::string
      seed_file;  ///< Development only: what the store is to hold at the start; may be empty.
  std::string clock_file;  ///< Tests only: an offset in milliseconds to the system's clock.
  log::Level log_level = log::Level::Info;

  std::string file;  ///< The settings file; empty without one.
  /// Where a setting was given, as in "FILE:LINE" or "--listen", by its name in the file.
  std::map<std::string, std::string, std::less<>> places;

  /// The root user's access key; empty when he has none but those in the store.
  std::string access_key_id;
  crypto::SecretBytes secret_access_key;
};

/// The error again, with the place of the setting that it is about, or else the settings file.
Error placed(const Settings& settings, std::string_view name, const Error& error);

/// Reads `ADDRESS:PORT`, `[ADDRESS]:PORT` or `:PORT` into `settings`.
Result<void> set_listen_address(Settings& settings, const std::string& text);

/// An account id, and a Region's name, as an operator may write them.
Result<void> check_account(const std::string& account);
Result<void> check_region(const std::string& region);

/// What both commands may be told on the command line; it wins over the file.
struct Overrides {
  std::string listen = {};
  std::string data = {};
  std::string account = {};
  std::string region = {};
  std::string log_level = {};  ///< One of log::kLevels, or empty.
};
Result<void> apply(const Overrides& overrides, Settings& settings);

/// Takes the access key from STRONGROOM_ROOT_ACCESS_KEY_ID and STRONGROOM_ROOT_SECRET_ACCESS_KEY,
/// and removes both from the environment. When they are not set: `test` / `test` in development,
/// else none.
Result<void> take_access_key(Settings& settings);

/// Everything together: what can't be served safely is refused, with place and remedy.
Result<void> check(const Settings& settings);

/// Whether the files that a server needs at its start serve their purpose.
Result<void> check_files(const Settings& settings);

/// `$XDG_STATE_HOME/strongroom`, or `~/.local/state/strongroom`.
std::string default_data_folder();

}  // namespace strongroom::app
