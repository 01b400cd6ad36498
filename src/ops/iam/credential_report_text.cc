#include "ops/iam/credential_report_text.h"

#include "iam/callers.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <vector>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Account;
using strongroom::iam::Directory;
using strongroom::iam::User;

constexpr std::string_view kColumns =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
constexpr std::string_view kNone = "N/A";
constexpr std::string_view kNotSupported = "not_supported";
constexpr std::size_t kAccessKeys = 2;
constexpr std::size_t kCertificates = 2;

std::string time_text(Timestamp at) {
  return fmt::format("{:%FT%T}+00:00", std::chrono::floor<std::chrono::seconds>(at));
}

std::string_view truth(bool value) { return value ? "true" : "false"; }

/// A line of CSV: names and paths may hold commas and quotation marks.
class Line {
 public:
  explicit Line(std::string& text) : text_(text) { text_ += '\n'; }

  Line& add(std::string_view value) {
    if (!first_) text_ += ',';
    first_ = false;
    if (value.find_first_of(",\"") == std::string_view::npos) {
      text_ += value;
      return *this;
    }
    text_ += '"';
    for (const char c : value) text_.append(c == '"' ? 2 : 1, c);
    text_ += '"';
    return *this;
  }

 private:
  std::string& text_;
  bool first_ = true;
};

void add_key(Line& line, const Directory& directory, const strongroom::iam::AccessKey& key) {
  line.add(truth(key.active)).add(time_text(key.created));
  if (const auto use = directory.last_use(key.id)) {
    line.add(time_text(use->at)).add(use->region).add(use->service);
  } else {
    line.add(kNone).add(kNone).add(kNone);
  }
}

/// From `mfa_active` to the end: what root has as well.
void add_keys(Line& line, const Directory& directory, const std::vector<std::string>& ids) {
  line.add(truth(false));
  for (std::size_t i = 0; i < kAccessKeys; ++i) {
    const auto key = i < ids.size() ? directory.access_key(ids[i]) : nullptr;
    if (key) {
      add_key(line, directory, *key);
    } else {
      line.add(truth(false)).add(kNone).add(kNone).add(kNone).add(kNone);
    }
  }
  for (std::size_t i = 0; i < kCertificates; ++i) line.add(truth(false)).add(kNone);
}

std::string next_rotation(const Account& account, const strongroom::iam::LoginProfile& login) {
  const auto& policy = account.password_policy;
  if (!policy || !policy->max_age_days) return std::string(kNone);
  return time_text(login.changed + std::chrono::days(*policy->max_age_days));
}

void add_user(std::string& text, const Directory& directory, const Account& account,
              const User& user) {
  Line line(text);
  line.add(user.name).add(user.arn()).add(time_text(user.created));
  line.add(truth(user.login != nullptr));
  if (user.login) {
    line.add("no_information").add(time_text(user.login->changed));
    line.add(next_rotation(account, *user.login));
  } else {
    line.add(kNone).add(kNone).add(kNone);
  }
  add_keys(line, directory, user.access_keys);
}

void add_root(std::string& text, const Directory& directory, const Account& account) {
  Line line(text);
  line.add("<root_account>").add(strongroom::iam::root_of(account.id).arn);
  line.add(time_text(account.created));
  line.add(kNotSupported).add("no_information").add(kNotSupported).add(kNotSupported);
  add_keys(line, directory, account.access_keys);
}

}  // namespace

std::string credential_report_text(const Directory& directory, std::string_view id) {
  std::string text(kColumns);
  const auto account = directory.account(id);
  if (account == nullptr) return text;
  add_root(text, directory, *account);
  for (const auto& user : directory.all<User>(id)) add_user(text, directory, *account, *user);
  return text;
}

}  // namespace strongroom::ops::iam_api
