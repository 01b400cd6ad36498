#pragma once

#include "kms/encryption_context.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

/// Members that several operations share, with the limits of kms contract 3.7.
namespace strongroom::ops::kms_api {

template <auto Member>
consteval wire::Field key_id_field(std::string_view name = "KeyId") {
  return wire::required<Member>(name, wire::length(1, 2048));
}
template <auto Member>
consteval wire::Field optional_key_id_field(std::string_view name = "KeyId") {
  return wire::optional<Member>(name, wire::length(1, 2048));
}

using GrantTokens = std::span<const std::string_view>;
template <auto Member>
consteval wire::Field grant_tokens_field() {
  return wire::optional<Member>("GrantTokens", wire::size(0, 10), wire::each(wire::length(1, 8192)),
                                wire::unrecorded());
}

/// A map; absent equals empty (kms contract 7.1).
template <auto Member>
consteval wire::Field encryption_context_field(std::string_view name = "EncryptionContext") {
  return wire::optional<Member>(name);
}

inline constexpr std::array<std::string_view, 4> kEncryptionAlgorithms = {
    "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"};
inline constexpr std::string_view kSymmetricAlgorithm = "SYMMETRIC_DEFAULT";
template <auto Member>
consteval wire::Field encryption_algorithm_field(std::string_view name = "EncryptionAlgorithm") {
  return wire::optional<Member>(name, wire::one_of(kEncryptionAlgorithms));
}

template <auto Member>
consteval wire::Field dry_run_field() {
  return wire::optional<Member>("DryRun", wire::unrecorded());
}
template <auto Member>
consteval wire::Field description_field() {
  return wire::optional<Member>("Description", wire::length(0, 8192));
}
template <auto Member>
consteval wire::Field policy_field() {
  return wire::optional<Member>("Policy", wire::length(1, 131072), wire::latin_text_pattern());
}

/// What only an attested enclave could read: refused (kms contract 3.5).
struct Recipient {
  std::optional<std::string_view> key_encryption_algorithm;
};
inline constexpr auto kRecipient = wire::shape<Recipient>(
    wire::optional<&Recipient::key_encryption_algorithm>("KeyEncryptionAlgorithm"));
template <auto Member>
consteval wire::Field recipient_field() {
  return wire::optional<Member>("Recipient", wire::of(kRecipient));
}

/// For operations without output.
struct Nothing {};
inline constexpr auto kNothing = wire::shape<Nothing>();

}  // namespace strongroom::ops::kms_api
