#pragma once

#include "base/clock.h"
#include "kms/encryption_context.h"
#include "policy/caller.h"
#include "store/store.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Grants: permissions on one key, given to one principal (kms contract 5.1 and 9.1).
namespace strongroom::kms {

/// Stored as bits: never change a number.
enum class GrantOperation : std::uint8_t {
  Decrypt = 0,
  Encrypt = 1,
  GenerateDataKey = 2,
  GenerateDataKeyWithoutPlaintext = 3,
  ReEncryptFrom = 4,
  ReEncryptTo = 5,
  Sign = 6,
  Verify = 7,
  GetPublicKey = 8,
  CreateGrant = 9,
  RetireGrant = 10,
  DescribeKey = 11,
  GenerateDataKeyPair = 12,
  GenerateDataKeyPairWithoutPlaintext = 13,
  GenerateMac = 14,
  VerifyMac = 15,
  DeriveSharedSecret = 16,
};

/// In the order of the enumeration.
inline constexpr std::array<std::string_view, 17> kGrantOperationNames = {
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "Sign",
    "Verify",
    "GetPublicKey",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateMac",
    "VerifyMac",
    "DeriveSharedSecret"};
std::optional<GrantOperation> grant_operation(std::string_view name);

/// A set of operations.
using GrantOperations = std::uint32_t;
constexpr GrantOperations bit_of(GrantOperation operation) {
  return GrantOperations{1} << static_cast<unsigned>(operation);
}
std::vector<std::string_view> names_of(GrantOperations operations);

/// What a key of this kind can be granted for.
struct KeyKind;
GrantOperations operations_of(const KeyKind& kind);

/// A principal of a grant, as it was named and what it meant then.
struct GrantPrincipal {
  std::string arn;
  /// AIDA... of a user, AROA... of a role, account id for a root user, else the ARN of the session.
  std::string identity;
  friend bool operator==(const GrantPrincipal&, const GrantPrincipal&) = default;
};

/// Whether `identity` is the caller: himself, his role, or his account.
bool names(std::string_view identity, const policy::Caller& caller);

/// What the request's encryption context must be. Stored: never change a number.
struct GrantConstraint {
  enum class Kind : std::uint8_t { None = 0, Equals = 1, Subset = 2 };

  Kind kind = Kind::None;
  std::vector<std::pair<std::string, std::string>> pairs;  ///< Sorted.

  /// Keys ignore case, values don't.
  bool allows(EncryptionContext context) const;
  /// Whether everything that this allows, `other` allows too.
  bool within(const GrantConstraint& other) const;
  friend bool operator==(const GrantConstraint&, const GrantConstraint&) = default;
};

struct Grant {
  std::string account;  ///< Of the key, as are Region and key id.
  std::string region;
  std::string key_id;
  std::string id;    ///< 64 hex digits
  std::string name;  ///< Empty when it has none.
  Timestamp created;
  GrantPrincipal grantee;
  std::optional<GrantPrincipal> retiring;
  GrantOperations operations = 0;
  GrantConstraint constraint;
  store::Revision revision = 0;  ///< Not part of the record.

  /// Whether it is for `operation` with this context.
  bool allows(GrantOperation operation, EncryptionContext context) const;
};
using GrantPtr = std::shared_ptr<const Grant>;

}  // namespace strongroom::kms
