#include "kms/grant.h"

#include "kms/key_spec.h"

#include <algorithm>
#include <initializer_list>

namespace strongroom::kms {
namespace {

using enum GrantOperation;

constexpr GrantOperations bits_of(std::initializer_list<GrantOperation> operations) {
  GrantOperations bits = 0;
  for (const GrantOperation operation : operations) bits |= bit_of(operation);
  return bits;
}

constexpr GrantOperations kOfEveryKey = bits_of({CreateGrant, RetireGrant, DescribeKey});
constexpr GrantOperations kOfEncryption = bits_of({Decrypt, Encrypt, ReEncryptFrom, ReEncryptTo});
constexpr GrantOperations kOfDataKeys =
    bits_of({GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateDataKeyPair,
             GenerateDataKeyPairWithoutPlaintext});
/// The others have no encryption context, or none that binds them (kms contract 9.1).
constexpr GrantOperations kConstrained = kOfEncryption | kOfDataKeys | bit_of(CreateGrant);

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_key(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::optional<GrantOperation> grant_operation(std::string_view name) {
  const auto* const found = std::ranges::find(kGrantOperationNames, name);
  if (found == kGrantOperationNames.end()) return std::nullopt;
  return static_cast<GrantOperation>(found - kGrantOperationNames.begin());
}

std::vector<std::string_view> names_of(GrantOperations operations) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kGrantOperationNames.size(); ++i) {
    if ((operations >> i & 1U) != 0) names.push_back(kGrantOperationNames[i]);
  }
  return names;
}

GrantOperations operations_of(const KeyKind& kind) {
  switch (kind.usage) {
    case KeyUsage::EncryptDecrypt:
      return kOfEveryKey | kOfEncryption | (kind.symmetric() ? kOfDataKeys : bit_of(GetPublicKey));
    case KeyUsage::SignVerify:
      return kOfEveryKey | bits_of({Sign, Verify, GetPublicKey});
    case KeyUsage::GenerateVerifyMac:
      return kOfEveryKey | bits_of({GenerateMac, VerifyMac});
    case KeyUsage::KeyAgreement:
      return kOfEveryKey | bits_of({DeriveSharedSecret, GetPublicKey});
  }
  return 0;
}

bool names(std::string_view identity, const policy::Caller& caller) {
  using Kind = policy::Caller::Kind;
  if (identity.empty()) return false;
  // A federated session has its user's id, but is limited by its session policies.
  const bool own_id = caller.kind == Kind::User || caller.kind == Kind::RoleSession;
  return identity == caller.arn || identity == caller.account ||
         (own_id && identity == caller.unique_id);
}

bool GrantConstraint::allows(EncryptionContext context) const {
  if (kind == Kind::None) return true;
  if (kind == Kind::Equals && context.size() != pairs.size()) return false;
  return std::ranges::all_of(pairs, [&](const auto& wanted) {
    return std::ranges::any_of(context, [&](const auto& pair) {
      return same_key(pair.first, wanted.first) && pair.second == wanted.second;
    });
  });
}

bool GrantConstraint::within(const GrantConstraint& other) const {
  if (other.kind == Kind::None) return true;
  if (kind == Kind::None || (kind == Kind::Subset && other.kind == Kind::Equals)) return false;
  const std::vector<std::pair<std::string_view, std::string_view>> own(pairs.begin(), pairs.end());
  return other.allows(own);
}

bool Grant::allows(GrantOperation operation, EncryptionContext context) const {
  if ((operations & bit_of(operation)) == 0) return false;
  return (bit_of(operation) & kConstrained) == 0 || constraint.allows(context);
}

}  // namespace strongroom::kms
