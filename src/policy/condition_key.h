#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::policy {

/// Keys that the engine itself has a value for (policy contract 4.3).
enum class GlobalKey : std::uint8_t {
  None,
  CalledVia,
  CalledViaFirst,
  CalledViaLast,
  CurrentTime,
  EpochTime,
  FederatedProvider,
  MultiFactorAuthAge,
  MultiFactorAuthPresent,
  PrincipalAccount,
  PrincipalArn,
  PrincipalIsAwsService,
  PrincipalOrgId,
  PrincipalOrgPaths,
  PrincipalServiceName,
  PrincipalServiceNamesList,
  PrincipalType,
  Referer,
  RequestedRegion,
  ResourceAccount,
  ResourceOrgId,
  ResourceOrgPaths,
  SecureTransport,
  SourceAccount,
  SourceArn,
  SourceIdentity,
  SourceIp,
  SourceOrgId,
  SourceOrgPaths,
  SourceVpc,
  SourceVpce,
  TokenIssueTime,
  UserAgent,
  UserId,
  UserName,
  ViaAwsService,
  VpcSourceIp,
  VpceAccount,
  VpceOrgId,
};

/// The name of a condition key, made ready to be looked up. Names ignore case; of
/// kms:EncryptionContext:k the part k does not (policy contract 4.5).
struct ConditionKeyName {
  enum class Family : std::uint8_t { Plain, PrincipalTag, ResourceTag, EncryptionContext };

  Family family = Family::Plain;
  GlobalKey global = GlobalKey::None;
  std::string text;            ///< Case-folded, apart from `tail` of an encryption context.
  std::size_t tail_start = 0;  ///< Where the key of the tag or of the encryption context begins.

  std::string_view head() const { return std::string_view(text).substr(0, tail_start); }
  std::string_view tail() const { return std::string_view(text).substr(tail_start); }
};

ConditionKeyName parse_condition_key(std::string_view text);

/// Whether an operation's key of this name is the one meant.
bool is_named(const ConditionKeyName& key, std::string_view name);

}  // namespace strongroom::policy
