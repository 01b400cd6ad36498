#pragma once

#include <cstdint>

namespace strongroom::keyring {

/// The first byte of each store key: which kind of record it is. Stored; never change one.
enum class Table : std::uint8_t {
  Boot = 0x00,  ///< Format marker, seal slots, keyring (boot.h): the only records that are readable
                ///< as they lie.
  KmsAliases = 'A',
  AccessDates = 'D',
  ExportKeys = 'E',  ///< The key that signs exports of the audit.
  KmsGrants = 'G',
  KmsKeys = 'K',
  KmsLastUses = 'L',  ///< Of KMS keys, and since when they are noted.
  Secrets = 'S',
  SecretUses = 'U',  ///< How often who read which secret.
  SecretValues = 'V',
  IamAccounts = 'a',
  IamGroups = 'g',
  IamAccessKeys = 'k',
  IamAliases = 'l',  ///< Of accounts.
  IamOidcProviders = 'o',
  IamPolicies = 'p',
  IamRoles = 'r',
  IamUsers = 'u',
  IamLastUses = 'x',  ///< Of access keys and roles.
};

}  // namespace strongroom::keyring
