#include "ops/kms/grant_form.h"

#include "base/arn.h"
#include "base/encoding.h"
#include "crypto/random.h"
#include "iam/principal_binding.h"
#include "kms/key_reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strongroom::ops::kms_api {
namespace {

using Kind = kms::GrantConstraint::Kind;

constexpr std::size_t kMaxPairs = 8;
constexpr std::size_t kMaxValue = 384;

std::unexpected<Error> invalid(std::string text) {
  return failure(ErrorCode::Validation, std::move(text));
}

std::unexpected<Error> invalid_principal(std::string_view arn) {
  return failure(ErrorCode::InvalidArn, fmt::format("The principal {} is invalid.", arn));
}

}  // namespace

kms::EncryptionContext pairs_of(const GrantConstraints& constraints) {
  if (constraints.equals) return *constraints.equals;
  if (constraints.subset) return *constraints.subset;
  return {};
}

Result<kms::GrantConstraint> constraint_of(const std::optional<GrantConstraints>& constraints) {
  kms::GrantConstraint constraint;
  if (constraints && constraints->source_arn) {
    return failure(ErrorCode::UnsupportedOperation, "The constraint SourceArn is not supported.");
  }
  if (!constraints || (!constraints->equals && !constraints->subset)) return constraint;
  if (constraints->equals && constraints->subset)
    return invalid("More than one constraint supplied");
  const kms::EncryptionContext pairs = pairs_of(*constraints);
  if (pairs.size() > kMaxPairs) {
    return invalid(fmt::format("A grant constraint has at most {} pairs.", kMaxPairs));
  }
  for (const auto& [key, value] : pairs) {
    if (value.size() > kMaxValue || key.size() > kMaxValue) {
      return invalid(fmt::format("A pair of a grant constraint is longer than {}.", kMaxValue));
    }
    constraint.pairs.emplace_back(key, value);
  }
  constraint.kind = constraints->equals ? Kind::Equals : Kind::Subset;
  std::ranges::sort(constraint.pairs);
  return constraint;
}

kms::GrantOperations operations_of(std::span<const std::string_view> names) {
  kms::GrantOperations operations = 0;
  for (const std::string_view name : names) {
    operations |= kms::bit_of(*kms::grant_operation(name));
  }
  return operations;
}

Result<void> check_grantable(const kms::Key& key, const kms::Grant& grant) {
  const auto impossible = kms::names_of(grant.operations & ~kms::operations_of(*key.kind));
  if (!impossible.empty()) {
    return invalid(fmt::format("Operation {} is not valid for a key with spec {} and usage {}.",
                               impossible.front(), key.kind->spec, kms::name_of(key.kind->usage)));
  }
  if (grant.constraint.kind != Kind::None && !key.kind->symmetric()) {
    return invalid("Grant constraints are for symmetric encryption keys only.");
  }
  return {};
}

Result<kms::GrantPrincipal> grant_principal(const OperationContext& context, std::string_view arn) {
  const auto parsed = parse_arn(arn);
  const bool sound = parsed && (parsed->service == "iam" || parsed->service == "sts") &&
                     is_account_id(parsed->account);
  const auto id = sound ? iam::id_meant(context.services.identity.directory(), arn) : std::nullopt;
  if (!id) return invalid_principal(arn);
  kms::GrantPrincipal principal{.arn = std::string(arn), .identity = *id};
  if (parsed->resource == "root") {
    principal.identity = parsed->account;
  } else if (parsed->service == "sts") {
    principal.identity = arn;  // of a session
  }
  return principal;
}

std::string new_grant_id() {
  std::array<std::byte, 32> id;
  crypto::random_bytes(id);
  return hex_of(id);
}

Result<kms::GrantPtr> existing_grant(const OperationContext& context, const kms::Key& key,
                                     std::string_view id) {
  kms::GrantPtr grant = context.services.keys.view().find_grant(key, id);
  if (grant != nullptr) return grant;
  return failure(ErrorCode::ResourceNotFound, fmt::format("Grant ID {} not found", id));
}

GrantEntry entry_of(kms::GrantPtr grant) {
  GrantEntry entry{
      .key_id = kms::arn_of({.account = grant->account, .resource = grant->key_id}, grant->region),
      .grant_id = grant->id,
      .name = grant->name,
      .creation_date = grant->created,
      .grantee_principal = grant->grantee.arn,
      .retiring_principal = {},
      .issuing_account =
          fmt::format("arn:{}:iam::{}:root", partition_of_region(grant->region), grant->account),
      .operations = kms::names_of(grant->operations),
      .constraints = {},
      .grant = {}};
  if (grant->retiring) entry.retiring_principal = grant->retiring->arn;
  if (grant->constraint.kind != Kind::None) {
    const auto& pairs = grant->constraint.pairs;
    ShownConstraints& shown = entry.constraints.emplace();
    auto& list = grant->constraint.kind == Kind::Equals ? shown.equals : shown.subset;
    list.emplace(pairs.begin(), pairs.end());
  }
  entry.grant = std::move(grant);
  return entry;
}

}  // namespace strongroom::ops::kms_api
