#include "app/seal_settings.h"

#include "app/kms_seal_settings.h"
#include "app/wrong.h"
#include "keyring/credential.h"
#include "keyring/key_file_seal.h"
#include "keyring/pkcs11_seal.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace strongroom::app {
namespace {

using keyring::Seal;

/// A kind of seal, with the settings that it needs and those that it may have.
struct Kind {
  std::string_view name;
  std::vector<std::string_view> needs;
  std::vector<std::string_view> takes;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds{
      {"key-file", {"key_file"}, {}},
      {"credential", {"credential"}, {}},
      {"passphrase", {}, {"credential", "descriptor"}},
      {"shares", {}, {}},
      {"pkcs11", {"module", "token", "key", "credential"}, {}},
      {"kms", {"key"}, {"endpoint", "credential", "ca_file"}},
  };
  return kKinds;
}

bool among(const std::vector<std::string_view>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 3) return std::nullopt;
  return number;
}

keyring::PassphraseSeal::Ask passphrase_of(const SealSettings& settings, SealGivens givens) {
  if (givens.passphrase) return std::move(givens.passphrase);
  if (!settings.credential.empty()) {
    return [name = settings.credential] { return keyring::read_credential(name); };
  }
  return [number = number_of(settings.descriptor)]() -> Result<crypto::SecretBytes> {
    if (!number) return wrong("the passphrase is asked: run 'strongroom unseal'.");
    return keyring::read_secret_line(*number, fmt::format("descriptor {}", *number));
  };
}

template <class T, class... Arguments>
std::unique_ptr<Seal> seal_of(Arguments&&... arguments) {
  return std::make_unique<T>(std::forward<Arguments>(arguments)...);
}

}  // namespace

Result<void> check_seal(const SealSettings& settings) {
  const auto kind = std::ranges::find(kinds(), settings.kind, &Kind::name);
  if (kind == kinds().end()) {
    std::vector<std::string_view> names;
    for (const Kind& known : kinds()) names.push_back(known.name);
    return wrong(fmt::format("seal.kind '{}' is not known. Known: {}.", settings.kind,
                             fmt::join(names, ", ")));
  }
  for (const auto& [name, member] : kSealFields) {
    const bool given = !(settings.*member).empty();
    if (!given && among(kind->needs, name) && name == "key_file") {
      return wrong(
          "no root key: set seal.key_file to a file of 32 random bytes, made by "
          "'(umask 077; head -c 32 /dev/urandom > FILE)' and kept apart from the data, or choose "
          "another seal.kind.");
    }
    if (!given && among(kind->needs, name)) {
      return wrong(fmt::format("seal.{} is missing: seal.kind '{}' needs it.", name, kind->name));
    }
    if (given && name != "kind" && !among(kind->needs, name) && !among(kind->takes, name)) {
      return wrong(fmt::format("seal.{}: seal.kind '{}' does not use it.", name, kind->name));
    }
  }
  if (!settings.descriptor.empty() && !number_of(settings.descriptor)) {
    return wrong("seal.descriptor: write a number from 3 up, as in \"3\".");
  }
  if (!settings.descriptor.empty() && !settings.credential.empty()) {
    return wrong("seal.descriptor and seal.credential: a passphrase comes from one of them.");
  }
  if (settings.kind == "kms") return check_kms_seal(settings);
  return {};
}

Asked asked_by(const SealSettings& settings, bool at_start) {
  if (settings.kind == "shares") return Asked::Shares;
  if (settings.kind != "passphrase" || !settings.credential.empty()) return Asked::Nothing;
  return at_start && !settings.descriptor.empty() ? Asked::Nothing : Asked::Passphrase;
}

Result<std::unique_ptr<Seal>> make_seal(const SealSettings& settings, SealGivens givens) {
  if (settings.kind == "credential") {
    SR_TRY(keyring::KeyFileSeal seal, keyring::KeyFileSeal::of_credential(settings.credential));
    return seal_of<keyring::KeyFileSeal>(std::move(seal));
  }
  if (settings.kind == "passphrase") {
    return seal_of<keyring::PassphraseSeal>(passphrase_of(settings, std::move(givens)));
  }
  if (settings.kind == "shares" && givens.shares) {
    return seal_of<keyring::ShamirSeal>(*givens.shares);
  }
  if (settings.kind == "shares") return seal_of<keyring::ShamirSeal>();
  if (settings.kind == "pkcs11") {
    return seal_of<keyring::Pkcs11Seal>(
        keyring::Pkcs11Place{
            .module = settings.module, .token = settings.token, .key = settings.key},
        [name = settings.credential] { return keyring::read_credential(name); });
  }
  if (settings.kind == "kms") return make_kms_seal(settings);
  return seal_of<keyring::KeyFileSeal>(settings.key_file);
}

}  // namespace strongroom::app
