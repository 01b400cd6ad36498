// What a holder types as his share, and what a seal slot says about its seal.

#include "base/bytes.h"
#include "keyring/passphrase_seal.h"
#include "keyring/shamir_seal.h"
#include "keyring/share.h"
#include "require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using namespace strongroom;

/// What is read as a share is written again as the same share.
void read_share(ByteView input) {
  const auto share = keyring::share_of(text_of(input));
  if (!share) return;
  const auto again = keyring::share_of(text_of(keyring::text_of_share(*share).reveal()));
  require(again && again->set == share->set && again->number == share->number &&
          std::ranges::equal(again->value.reveal(), share->value.reveal()));
}

void read_parameters(ByteView input) {
  const auto set = keyring::share_set_of(input);
  if (set) require(std::ranges::equal(keyring::parameters_of(*set), input));
  const auto passphrase = keyring::passphrase_parameters_of(input);
  if (passphrase) require(std::ranges::equal(keyring::parameters_of(*passphrase), input));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ByteView input = std::as_bytes(std::span(bytes, size));
  read_share(input);
  read_parameters(input);
  return 0;
}
