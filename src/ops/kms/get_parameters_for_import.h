#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <string_view>

namespace strongroom::ops::kms_api {

inline constexpr std::array<std::string_view, 6> kWrappingAlgorithms = {
    "RSAES_PKCS1_V1_5",       "RSAES_OAEP_SHA_1",         "RSAES_OAEP_SHA_256",
    "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256", "SM2PKE"};
inline constexpr std::array<std::string_view, 4> kWrappingKeySpecs = {"RSA_2048", "RSA_3072",
                                                                      "RSA_4096", "SM2"};

/// A public key under which material comes here, and a token that comes with it; for a day, or
/// until the next call for the same key. Any thread. Source: kms contract 11.6.
struct GetParametersForImport {
  static constexpr std::string_view kName = "GetParametersForImport";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
    std::string_view wrapping_algorithm;
    std::string_view wrapping_key_spec;
  };
  static constexpr auto kInput =
      wire::shape<Input>(key_id_field<&Input::key_id>(),
                         wire::required<&Input::wrapping_algorithm>(
                             "WrappingAlgorithm", wire::one_of(kWrappingAlgorithms)),
                         wire::required<&Input::wrapping_key_spec>(
                             "WrappingKeySpec", wire::one_of(kWrappingKeySpecs)));

  struct Output {
    std::string_view key_id;
    ByteView import_token;
    ByteView public_key;
    Timestamp parameters_valid_to;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_id>("KeyId"), wire::member<&Output::import_token>("ImportToken"),
      wire::member<&Output::public_key>("PublicKey"),
      wire::member<&Output::parameters_valid_to>("ParametersValidTo"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
