#include "iam/password_policy.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

constexpr std::uint16_t kLongestPassword = 128;
constexpr std::uint16_t kDefaultMinimumLength = 8;
constexpr int kDefaultKinds = 3;

struct Kinds {
  bool symbols = false;
  bool numbers = false;
  bool uppercase = false;
  bool lowercase = false;

  int count() const { return symbols + numbers + uppercase + lowercase; }
};

Kinds kinds_in(std::string_view password) {
  Kinds kinds;
  for (const char c : password) {
    if (c >= 'a' && c <= 'z') kinds.lowercase = true;
    if (c >= 'A' && c <= 'Z') kinds.uppercase = true;
    if (c >= '0' && c <= '9') kinds.numbers = true;
    // Those that AWS names.
    if (std::string_view("!@#$%^&*()_+-=[]{}|'").contains(c)) kinds.symbols = true;
  }
  return kinds;
}

std::unexpected<Error> violation(std::string_view what) {
  return failure(ErrorCode::PasswordPolicyViolation, std::string(what));
}

Result<void> check_range(std::string_view name, unsigned value, unsigned least, unsigned most) {
  if (value >= least && value <= most) return {};
  const bool low = value < least;
  return failure(ErrorCode::Validation,
                 fmt::format("1 validation error detected: Value '{}' at '{}' failed to satisfy "
                             "constraint: Member must have value {} than or equal to {}",
                             value, name, low ? "greater" : "less", low ? least : most));
}

Result<void> check_default(std::string_view user, std::string_view password) {
  if (password.size() < kDefaultMinimumLength) {
    return violation("Password should have a minimum length of 8");
  }
  if (kinds_in(password).count() < kDefaultKinds || password == user) {
    return violation("Password does not conform to the account password policy.");
  }
  return {};
}

}  // namespace

Result<void> check_password_policy(const PasswordPolicy& policy) {
  SR_CHECK(check_range("minimumPasswordLength", policy.minimum_length, 6, kLongestPassword));
  if (policy.max_age_days) SR_CHECK(check_range("maxPasswordAge", *policy.max_age_days, 1, 1095));
  if (policy.remembered) {
    SR_CHECK(check_range("passwordReusePrevention", *policy.remembered, 1, 24));
  }
  return {};
}

Result<void> check_password(const std::optional<PasswordPolicy>& policy, std::string_view user,
                            ByteView password) {
  const std::string_view text = text_of(password);
  if (text.size() > kLongestPassword) {
    return violation("Password should have a maximum length of 128");
  }
  if (!policy) return check_default(user, text);
  if (text.size() < policy->minimum_length) {
    return violation(
        fmt::format("Password should have a minimum length of {}", policy->minimum_length));
  }
  const Kinds kinds = kinds_in(text);
  const auto lacks = [](bool required, bool present) { return required && !present; };
  if (lacks(policy->require_uppercase, kinds.uppercase)) {
    return violation("Password should have at least one uppercase letter");
  }
  if (lacks(policy->require_lowercase, kinds.lowercase)) {
    return violation("Password should have at least one lowercase letter");
  }
  if (lacks(policy->require_symbols, kinds.symbols)) {
    return violation(
        "Password should have at least one of the following symbols: ! @ # $ % ^ & * ( ) _ + - = [ "
        "] { } | '");
  }
  if (lacks(policy->require_numbers, kinds.numbers)) {
    return violation("Password should have at least one number");
  }
  return {};
}

bool password_expired(const std::optional<PasswordPolicy>& policy, Timestamp changed,
                      Timestamp now) {
  return policy && policy->max_age_days &&
         now >= changed + std::chrono::days(*policy->max_age_days);
}

}  // namespace strongroom::iam
