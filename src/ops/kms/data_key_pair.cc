#include "ops/kms/data_key_pair.h"

#include "kms/key_material.h"
#include "ops/access.h"
#include "ops/kms/ciphertext.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::kms_api {

void add_key_pair_conditions(std::string_view spec, policy::AccessRequest& access) {
  add_condition(access, "kms:DataKeyPairSpec", spec);
  add_condition(access, "kms:EncryptionAlgorithm", kSymmetricAlgorithm);
}

Task<Result<NewKeyPair>> new_key_pair(OperationContext& context, std::string_view operation,
                                      const WantedKeyPair& wanted) {
  const kms::Key& key = *context.key;
  SR_CO_CHECK(check_encryption_key(key, operation, kSymmetricAlgorithm));
  const auto spec = kms::key_pair_spec(wanted.spec);
  if (!spec) {
    co_return failure(ErrorCode::UnsupportedOperation,
                      fmt::format("KeyPairSpec {} is not supported.", wanted.spec));
  }
  SR_CO_TRY(const ByteView canonical,
            kms::canonical_context(wanted.encryption_context, context.arena));
  if (wanted.dry_run) co_return std::unexpected(dry_run_succeeded());
  SR_CO_TRY(const auto made, co_await context.services.keys.workers().make(*spec, [&] {
    const auto pair = crypto::PrivateKey::generate(*spec);
    return std::pair(pair.der(), pair.public_key().der());
  }));
  const auto& [private_key, public_key] = made;
  co_return NewKeyPair{
      .private_key = in_arena(context, private_key.reveal()),
      .wrapped = in_arena(context, kms::seal(key, canonical, private_key.reveal())),
      .public_key = in_arena(context, public_key),
      .material_id = kms::material_id(key, key.generations.size())};
}

}  // namespace strongroom::ops::kms_api
