#include "ops/kms/ciphertext.h"

#include "kms/key_material.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

// Without any detail.
std::unexpected<Error> unreadable() { return failure(ErrorCode::UnreadableCiphertext, ""); }

Result<Opened> opened_by_symmetric(const OperationContext& context, const Ciphertext& ciphertext) {
  SR_TRY(const ByteView canonical,
         kms::canonical_context(ciphertext.encryption_context, context.arena));
  if (!ciphertext.blob) return Opened{};
  const auto size = kms::plain_size(*ciphertext.blob);
  if (!size) return unreadable();
  const auto plain = context.arena.bytes(*size);
  const auto generation = kms::open(*context.key, *ciphertext.blob, canonical, plain);
  if (!generation) return unreadable();
  return Opened{.plaintext = plain, .generation = *generation};
}

crypto::OaepHash oaep_hash_of(std::string_view algorithm) {
  return algorithm == "RSAES_OAEP_SHA_1" ? crypto::OaepHash::Sha1 : crypto::OaepHash::Sha256;
}

Result<void> refuse_context(kms::EncryptionContext pairs) {
  if (pairs.empty()) return {};
  return failure(ErrorCode::Validation,
                 "EncryptionContext is valid for symmetric encryption keys only.");
}

Task<Result<Opened>> opened_by_pair(OperationContext& context, const Ciphertext& ciphertext) {
  SR_CO_CHECK(refuse_context(ciphertext.encryption_context));
  if (!ciphertext.blob) co_return Opened{};
  SR_CO_TRY(const auto plain, co_await context.services.keys.workers().use([&] {
    return context.key->material->private_key->decrypt(oaep_hash_of(ciphertext.algorithm),
                                                       *ciphertext.blob);
  }));
  if (!plain) co_return unreadable();
  co_return Opened{.plaintext = in_arena(context, plain->reveal())};
}

// RFC 8017, section 7.1.1: two bytes and twice the hash are not the plaintext's.
std::size_t longest_plaintext(const kms::Key& key, crypto::OaepHash hash) {
  const std::size_t modulus = static_cast<std::size_t>(key.kind->pair->modulus_bits) / 8;
  const std::size_t digest = hash == crypto::OaepHash::Sha1 ? 20 : 32;
  return modulus - 2 - 2 * digest;
}

Result<ByteView> encrypted_for_pair(const OperationContext& context, const kms::Key& key,
                                    const Plaintext& plaintext) {
  SR_CHECK(refuse_context(plaintext.encryption_context));
  const crypto::OaepHash hash = oaep_hash_of(plaintext.algorithm);
  const std::size_t longest = longest_plaintext(key, hash);
  if (plaintext.bytes.size() > longest) {
    return failure(
        ErrorCode::Validation,
        fmt::format("Algorithm {} and key spec {} cannot encrypt data larger than {} bytes.",
                    plaintext.algorithm, key.kind->spec, longest));
  }
  return in_arena(context, *key.material->public_key->encrypt(hash, plaintext.bytes));
}

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
  policy::AccessRequest access = access_to_all(context, action.name);
  if (ciphertext.key_id) {
    SR_TRY(access, access_to_named_key(context, *ciphertext.key_id, action, kAnyKey));
  } else if (!ciphertext.blob) {
    return failure(ErrorCode::Validation, "A key must be named where the ciphertext is ignored.");
  } else {
    context.key = context.services.keys.find_for_blob(*ciphertext.blob, context.partition.region);
    if (context.key != nullptr) {
      access = access_to_key(context, *context.key, action);
    } else {
      const auto under = kms::key_of_blob(*ciphertext.blob);
      if (!under) return unreadable();
      access.resource = context.arena.copy(kms::arn_of(
          {.account = context.partition.account, .resource = *under}, context.partition.region));
      access.resource_rule = policy::ResourceRule::Key;
    }
    access.found_by_ciphertext = true;
  }
  add_condition(access, "kms:EncryptionAlgorithm", ciphertext.algorithm);
  return access;
}

Task<Result<Opened>> opened_ciphertext(OperationContext& context, std::string_view operation,
                                       const Ciphertext& ciphertext) {
  if (ciphertext.key_id) SR_CO_CHECK(existing_key(context, *ciphertext.key_id));
  const kms::Key& key = *context.key;
  SR_CO_CHECK(kms::check_state(key, kms::StateRule::Use));
  const ByteView blob = ciphertext.blob.value_or(ByteView());
  // RSA's ciphertexts don't say what they are under.
  if (ciphertext.algorithm == kSymmetricAlgorithm && !kms::is_under(blob, key) &&
      kms::key_of_blob(blob)) {
    co_return failure(ErrorCode::IncorrectKey,
                      "The key ID in the request does not identify a CMK that can perform this "
                      "operation.");
  }
  SR_CO_CHECK(check_encryption_key(key, operation, ciphertext.algorithm));
  if (key.kind->pair) co_return co_await opened_by_pair(context, ciphertext);
  co_return opened_by_symmetric(context, ciphertext);
}

Result<ByteView> encrypted(const OperationContext& context, const kms::Key& key,
                           const Plaintext& plaintext) {
  if (key.kind->pair) return encrypted_for_pair(context, key, plaintext);
  SR_TRY(const ByteView canonical,
         kms::canonical_context(plaintext.encryption_context, context.arena));
  return in_arena(context, kms::seal(key, canonical, plaintext.bytes));
}

std::optional<std::string> shown_material_id(const kms::Key& key, std::size_t generation) {
  if (!key.kind->symmetric()) return std::nullopt;
  return kms::material_id(key, generation);
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
