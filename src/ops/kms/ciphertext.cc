#include "ops/kms/ciphertext.h"

#include "kms/key_material.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

// Without any detail.
std::unexpected<Error> unreadable() { return failure(ErrorCode::UnreadableCiphertext, ""); }

}  // namespace

Result<void> check_modifiers(std::span<const std::string_view> modifiers, bool dry_run,
                             std::optional<ByteView> blob) {
  if (!modifiers.empty() && !dry_run) {
    return failure(ErrorCode::Validation, "DryRunModifiers can be used with DryRun only.");
  }
  if (blob || !modifiers.empty()) return {};
  return failure(ErrorCode::Validation,
                 "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy "
                 "constraint: Member must not be null");
}

Result<void> refuse_recipient(bool given) {
  if (!given) return {};
  return failure(ErrorCode::UnsupportedOperation, "Recipient is not supported.");
}

Result<policy::AccessRequest> access_to_ciphertext(OperationContext& context,
                                                   const Ciphertext& ciphertext, KeyAction action) {
  action.encryption_context = ciphertext.encryption_context;
  policy::AccessRequest access;
  if (ciphertext.key_id) {
    SR_TRY(access, access_to_named_key(context, *ciphertext.key_id, action, kAnyKey));
  } else if (!ciphertext.blob) {
    return failure(ErrorCode::Validation, "A key must be named where the ciphertext is ignored.");
  } else {
    const auto under = kms::key_of_blob(*ciphertext.blob);
    if (!under) return unreadable();
    context.key = context.services.keys.find_for_blob(*ciphertext.blob, context.partition.region);
    if (context.key != nullptr) {
      access = access_to_key(context, *context.key, action);
    } else {
      access = access_to_all(context, action.name);
      access.resource = context.arena.copy(kms::arn_of(
          {.account = context.partition.account, .resource = *under}, context.partition.region));
      access.resource_rule = policy::ResourceRule::Key;
    }
    access.found_by_ciphertext = true;
  }
  add_condition(access, "kms:EncryptionAlgorithm", ciphertext.algorithm);
  return access;
}

Result<Opened> opened_ciphertext(OperationContext& context, std::string_view operation,
                                 const Ciphertext& ciphertext) {
  if (ciphertext.key_id) SR_CHECK(existing_key(context, *ciphertext.key_id));
  const kms::Key& key = *context.key;
  SR_CHECK(kms::check_state(key, kms::StateRule::Use));
  const ByteView blob = ciphertext.blob.value_or(ByteView());
  if (!blob.empty() && kms::key_of_blob(blob) && !kms::is_under(blob, key)) {
    return failure(ErrorCode::IncorrectKey,
                   "The key ID in the request does not identify a CMK that can perform this "
                   "operation.");
  }
  SR_CHECK(check_encryption_key(key, operation, ciphertext.algorithm));
  SR_TRY(const ByteView canonical,
         kms::canonical_context(ciphertext.encryption_context, context.arena));
  if (blob.empty()) return Opened{};
  const auto size = kms::plain_size(blob);
  if (!size) return unreadable();
  const auto plain = context.arena.bytes(*size);
  const auto generation = kms::open(key, blob, canonical, plain);
  if (!generation) return unreadable();
  return Opened{.plaintext = plain, .generation = *generation};
}

Result<void> check_encryption_key(const kms::Key& key, std::string_view operation,
                                  std::string_view algorithm) {
  SR_CHECK(kms::check_state(key, kms::StateRule::Use));
  SR_CHECK(check_usage(key, kms::KeyUsage::EncryptDecrypt, operation));
  return check_algorithm(key, algorithm);
}

ByteView in_arena(const OperationContext& context, ByteView bytes) {
  const auto room = context.arena.bytes(bytes.size());
  std::ranges::copy(bytes, room.begin());
  return room;
}

}  // namespace strongroom::ops::kms_api
