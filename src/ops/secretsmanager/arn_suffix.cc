#include "ops/secretsmanager/arn_suffix.h"

#include "crypto/random.h"

#include <string_view>

namespace strongroom::ops::secretsmanager {

std::string random_arn_suffix() {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return crypto::random_text(6, kAlphabet);
}

}  // namespace strongroom::ops::secretsmanager
