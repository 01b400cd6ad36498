#pragma once

#include "base/result.h"
#include "keyring/passphrase_seal.h"
#include "keyring/seal.h"
#include "keyring/shamir_seal.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::app {

/// How the operator wants the root key kept: [seal] of the settings file (docs/seals.md).
struct SealSettings {
  std::string kind = "key-file";
  std::string key_file;    ///< key-file; empty in development: `root.key` in the data folder.
  std::string credential;  ///< Of systemd: the key, the passphrase, the token's PIN, or the KMS's.
  std::string descriptor;  ///< passphrase: the number of one that it is read from, once.
  std::string module;      ///< pkcs11: the path of its library.
  std::string token;       ///< pkcs11: the token's label.
  std::string key;         ///< pkcs11: the key's label. kms: the ARN of the key or an alias.
  std::string endpoint;    ///< kms: its URL; empty for AWS's in the Region of the key.
  std::string ca_file;     ///< kms: who vouches for it; empty for the system's.

  friend bool operator==(const SealSettings&, const SealSettings&) = default;
};

/// Every setting by the name that it has in [seal].
struct SealField {
  std::string_view name;
  std::string SealSettings::* member;
};
inline constexpr std::array<SealField, 9> kSealFields{{{"kind", &SealSettings::kind},
                                                       {"key_file", &SealSettings::key_file},
                                                       {"credential", &SealSettings::credential},
                                                       {"descriptor", &SealSettings::descriptor},
                                                       {"module", &SealSettings::module},
                                                       {"token", &SealSettings::token},
                                                       {"key", &SealSettings::key},
                                                       {"endpoint", &SealSettings::endpoint},
                                                       {"ca_file", &SealSettings::ca_file}}};

/// InvalidSetting: the kind is not known, lacks something, or has what it does not use.
Result<void> check_seal(const SealSettings& settings);

/// What people must give before the root key can be opened.
enum class Asked : std::uint8_t { Nothing, Passphrase, Shares };
/// A descriptor gives its passphrase at the start and never again.
Asked asked_by(const SealSettings& settings, bool at_start);

/// What was asked, or how many shares a new slot is to have.
struct SealGivens {
  keyring::PassphraseSeal::Ask passphrase;
  std::optional<keyring::ShamirSeal::Numbers> shares;
};

/// InvalidSetting, as Seal.
Result<std::unique_ptr<keyring::Seal>> make_seal(const SealSettings& settings, SealGivens givens);

}  // namespace strongroom::app
