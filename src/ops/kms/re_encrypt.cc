#include "ops/kms/re_encrypt.h"

#include "ops/access.h"
#include "ops/key_use_event.h"
#include "ops/kms/grant_tokens.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {
namespace {

Ciphertext ciphertext_of(const ReEncrypt::Input& input) {
  return {.blob = input.ciphertext_blob,
          .key_id = input.source_key_id,
          .encryption_context = input.source_context,
          .algorithm = input.source_algorithm};
}

KeyAction encryption_of(const ReEncrypt::Input& input) {
  return {.name = "kms:ReEncryptTo",
          .grantable = kms::GrantOperation::ReEncryptTo,
          .encryption_context = input.destination_context};
}

// Both sides see whether it is one key.
bool is_same_key(const OperationContext& context, const kms::KeyPtr& source,
                 const ReEncrypt::Input& input) {
  const auto& [account, region] = context.partition;
  const auto reference = kms::parse_key_id(account, region, input.destination_key_id);
  const kms::KeyPtr key = reference ? context.services.keys.find(*reference, region) : nullptr;
  return key != nullptr && source != nullptr && key->arn == source->arn;
}

Result<kms::KeyPtr> require_destination(OperationContext& context, const ReEncrypt::Input& input) {
  const kms::KeyPtr source = context.key;
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.destination_key_id, encryption_of(input), kAnyKey));
  add_condition(access, "kms:ReEncryptOnSameKey", is_same_key(context, source, input));
  add_condition(access, "kms:EncryptionAlgorithm", input.destination_algorithm);
  kms::KeyPtr destination = std::exchange(context.key, source);
  if (destination != nullptr) {
    context.record.resources.push_back(resource_of(*destination, context.arena));
  }
  SR_CHECK(context.authorizer.require(access));
  if (destination != nullptr) return destination;
  return std::unexpected(missing_key(context, input.destination_key_id));
}

}  // namespace

Result<policy::AccessRequest> ReEncrypt::access(OperationContext& context, const Input& input) {
  SR_CHECK(check_modifiers(input.dry_run_modifiers, input.dry_run, input.ciphertext_blob));
  SR_TRY(policy::AccessRequest access,
         access_to_ciphertext(
             context, ciphertext_of(input),
             {.name = "kms:ReEncryptFrom", .grantable = kms::GrantOperation::ReEncryptFrom}));
  add_condition(access, "kms:ReEncryptOnSameKey", is_same_key(context, context.key, input));
  return access;
}

Task<Result<ReEncrypt::Output>> ReEncrypt::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr destination, require_destination(context, input));
  SR_CO_CHECK(check_grant_tokens(context, input.grant_tokens));
  SR_CO_TRY(const Opened opened, co_await opened_ciphertext(context, kName, ciphertext_of(input)));
  SR_CO_CHECK(check_encryption_key(*destination, kName, input.destination_algorithm));
  SR_CO_TRY(const ByteView blob, encrypted(context, *destination,
                                           {.bytes = opened.plaintext,
                                            .encryption_context = input.destination_context,
                                            .algorithm = input.destination_algorithm}));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  const kms::Key& source = *context.key;
  co_return Output{
      .ciphertext_blob = blob,
      .source_key_id = source.arn,
      .key_id = context.arena.copy(destination->arn),
      .source_algorithm = input.source_algorithm,
      .destination_algorithm = input.destination_algorithm,
      .source_material_id = shown_material_id(source, opened.generation),
      .destination_material_id = shown_material_id(*destination, destination->generations.size())};
}

}  // namespace strongroom::ops::kms_api
