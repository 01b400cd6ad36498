#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "kms/encryption_context.h"
#include "kms/key.h"
#include "ops/context.h"
#include "ops/key_access.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What clients send to be opened, as Decrypt and ReEncrypt take it (kms contract 7.3 and 7.4).
namespace strongroom::ops::kms_api {

template <auto Member>
consteval wire::Field ciphertext_field() {
  return wire::optional<Member>("CiphertextBlob", wire::length(1, 6144));
}

inline constexpr std::array<std::string_view, 1> kDryRunModifiers = {"IGNORE_CIPHERTEXT"};
template <auto Member>
consteval wire::Field dry_run_modifiers_field() {
  return wire::optional<Member>("DryRunModifiers", wire::each(wire::one_of(kDryRunModifiers)),
                                wire::unrecorded());
}

struct Ciphertext {
  std::optional<ByteView> blob;
  std::optional<std::string_view> key_id;
  kms::EncryptionContext encryption_context;
  std::string_view algorithm;
};

/// Validation: no ciphertext without leave, or the leave without DryRun (kms contract 3.4).
Result<void> check_modifiers(std::span<const std::string_view> modifiers, bool dry_run,
                             std::optional<ByteView> blob);

/// UnsupportedOperation when there is one (kms contract 3.5).
Result<void> refuse_recipient(bool given);

/// Finds the key, by its name if that is given, else by the blob, into `context.key`.
/// UnreadableCiphertext: the blob is none of ours.
Result<policy::AccessRequest> access_to_ciphertext(OperationContext& context,
                                                   const Ciphertext& ciphertext, KeyAction action);

/// In the arena. Without a blob all else is checked.
struct Opened {
  ByteView plaintext;
  std::size_t generation = 1;  ///< Of a symmetric key's material that the blob was under.
};
/// Opens it under `context.key`. IncorrectKey: it is under another. UnreadableCiphertext, whatever
/// else does not fit.
Task<Result<Opened>> opened_ciphertext(OperationContext& context, std::string_view operation,
                                       const Ciphertext& ciphertext);

/// Puts `plaintext` under `key`, which check_encryption_key found fit; in the arena. Validation: it
/// is too long for the algorithm, or there is a context that it can't be bound to.
struct Plaintext {
  ByteView bytes;
  kms::EncryptionContext encryption_context;
  std::string_view algorithm;
};
Result<ByteView> encrypted(const OperationContext& context, const kms::Key& key,
                           const Plaintext& plaintext);

/// KeyMaterialId as answers show it, which they do for symmetric keys alone.
std::optional<std::string> shown_material_id(const kms::Key& key, std::size_t generation);

/// State, usage and algorithm of a key that is to encrypt or decrypt.
Result<void> check_encryption_key(const kms::Key& key, std::string_view operation,
                                  std::string_view algorithm);

/// Moves what an answer shows into the arena.
ByteView in_arena(const OperationContext& context, ByteView bytes);

}  // namespace strongroom::ops::kms_api
