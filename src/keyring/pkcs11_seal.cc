#include "keyring/pkcs11_seal.h"

#include "crypto/random.h"
#include "keyring/byte_format.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <thread>

namespace strongroom::keyring {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::size_t kIv = 12;
constexpr std::size_t kSealed = crypto::LockedKey::kSize + 16;

/// What binds the ciphertext to its slot.
Bytes associated_of(const SlotName& name) {
  Bytes associated = copy_of(name.deployment);
  append_number(associated, name.id);
  return associated;
}

}  // namespace

std::string Pkcs11Seal::description() const {
  return fmt::format("the key {} on the token {}", place_.key, place_.token);
}

template <class T>
Result<T> Pkcs11Seal::on_token(std::function<Result<T>(Pkcs11Token&)> work) {
  if (refusal_) return std::unexpected(*refusal_);
  SR_TRY(crypto::SecretBytes pin, pin_());
  struct Opened {
    std::optional<Error> refusal;
    Result<T> result = failure(ErrorCode::InvalidSetting, "the token was not opened");
  };
  std::promise<Opened> promise;
  std::future<Opened> future = promise.get_future();
  // Detached, and owns all that it uses: a module that hangs can't be stopped.
  std::thread([promise = std::move(promise), place = place_, pin = std::move(pin),
               work = std::move(work)]() mutable {
    Opened outcome;
    auto token = Pkcs11Token::open(place, pin.reveal());
    if (token) {
      outcome.result = work(*token);
    } else {
      outcome.refusal = token.error();
    }
    token = failure(ErrorCode::Internal, "");  // closed before anybody goes on
    promise.set_value(std::move(outcome));
  }).detach();
  if (future.wait_for(kPatience) != std::future_status::ready) {
    refusal_ = Error(ErrorCode::InvalidSetting,
                     fmt::format("the PKCS#11 module {} does not answer", place_.module));
    return std::unexpected(*refusal_);
  }
  Opened outcome = future.get();
  refusal_ = outcome.refusal;
  if (refusal_) return std::unexpected(*refusal_);
  return std::move(outcome.result);
}

Result<Seal::NewSlot> Pkcs11Seal::new_slot(const SlotName& name) {
  return on_token<NewSlot>([name](Pkcs11Token& token) -> Result<NewSlot> {
    NewSlot made{.secret = crypto::LockedKey::random(), .parameters = Bytes(kIv + kSealed)};
    const std::span<std::byte> parameters(made.parameters);
    crypto::random_bytes(parameters.first(kIv));
    SR_CHECK(token.seal(parameters.first(kIv), associated_of(name), made.secret.reveal(),
                        parameters.subspan(kIv)));
    return made;
  });
}

Result<crypto::LockedKey> Pkcs11Seal::slot_secret(const SlotName& name, ByteView parameters) {
  if (parameters.size() != kIv + kSealed) {
    return failure(ErrorCode::InvalidSetting,
                   "the slot of the token is damaged: use another slot or restore a backup");
  }
  return on_token<crypto::LockedKey>(
      [name, stored = copy_of(parameters)](Pkcs11Token& token) -> Result<crypto::LockedKey> {
        crypto::LockedKey secret;
        SR_CHECK(token.open(ByteView(stored).first(kIv), associated_of(name),
                            ByteView(stored).subspan(kIv), secret.writable()));
        return secret;
      });
}

}  // namespace strongroom::keyring
