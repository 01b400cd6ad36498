#include "remote/kms_seal.h"

#include "base/encoding.h"

#include <fmt/format.h>

namespace strongroom::remote {
namespace {

std::string context_of(const keyring::SlotName& name) {
  return fmt::format(R"({{"strongroom:deployment":"{}","strongroom:slot":"{}"}})",
                     hex_of(name.deployment), name.id);
}

}  // namespace

std::string KmsSeal::description() const {
  return fmt::format("the key {} of the KMS at {}", kms_.key().arn, kms_.key().endpoint);
}

Result<keyring::Seal::NewSlot> KmsSeal::new_slot(const keyring::SlotName& name) {
  crypto::LockedKey secret = crypto::LockedKey::random();
  SR_TRY(Bytes ciphertext, kms_.encrypt(secret.reveal(), context_of(name)));
  return NewSlot{.secret = std::move(secret), .parameters = std::move(ciphertext)};
}

Result<crypto::LockedKey> KmsSeal::slot_secret(const keyring::SlotName& name, ByteView parameters) {
  return kms_.decrypt(parameters, context_of(name));
}

}  // namespace strongroom::remote
