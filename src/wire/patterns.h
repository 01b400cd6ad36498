#pragma once

#include "wire/shape.h"

#include <string_view>

/// The patterns that IAM and STS put on texts, as rules of shape.h: the text that messages show is
/// the service model's (IAM 2010-05-08, STS 2011-06-15; iam contract 1.3), and what decides is a
/// loop over characters. Lengths are rules of their own.
namespace strongroom::wire {

namespace detail {

bool is_some_name(std::string_view text);
bool is_name_or_empty(std::string_view text);
bool is_external_id(std::string_view text);
bool is_some_serial_number(std::string_view text);
bool is_serial_number_or_empty(std::string_view text);
bool is_some_word(std::string_view text);
bool is_word_or_empty(std::string_view text);
bool is_some_digits(std::string_view text);
bool is_digits_or_empty(std::string_view text);
bool is_path(std::string_view text);
bool is_path_prefix(std::string_view text);
bool is_policy_path(std::string_view text);
bool is_policy_version_id(std::string_view text);
bool is_some_latin_text(std::string_view text);
bool is_description(std::string_view text);
bool is_marker(std::string_view text);
bool is_tag_key(std::string_view text);
bool is_tag_value(std::string_view text);

}  // namespace detail

/// Names of users, groups, roles, policies.
consteval auto name_pattern() { return pattern(R"([\w+=,.@-]+)", &detail::is_some_name); }
/// Names of role sessions and of federated users, source identities.
consteval auto session_name_pattern() {
  return pattern(R"([\w+=,.@-]*)", &detail::is_name_or_empty);
}
consteval auto external_id_pattern() {
  return pattern(R"([\w+=,.@:\/-]*)", &detail::is_external_id);
}
/// Of an MFA device, in IAM.
consteval auto serial_number_pattern() {
  return pattern(R"([\w+=/:,.@-]+)", &detail::is_some_serial_number);
}
/// Of an MFA device, in STS.
consteval auto sts_serial_number_pattern() {
  return pattern(R"([\w+=/:,.@-]*)", &detail::is_serial_number_or_empty);
}
/// Ids of access keys.
consteval auto word_pattern() { return pattern(R"([\w]+)", &detail::is_some_word); }
/// The same in STS.
consteval auto sts_word_pattern() { return pattern(R"([\w]*)", &detail::is_word_or_empty); }
/// Codes of MFA devices.
consteval auto digits_pattern() { return pattern(R"([\d]+)", &detail::is_some_digits); }
/// The same in STS.
consteval auto sts_digits_pattern() { return pattern(R"([\d]*)", &detail::is_digits_or_empty); }
/// Of users, groups and roles.
consteval auto path_pattern() {
  return pattern(R"((\u002F)|(\u002F[\u0021-\u007E]+\u002F))", &detail::is_path);
}
consteval auto path_prefix_pattern() {
  return pattern(R"(\u002F[\u0021-\u007F]*)", &detail::is_path_prefix);
}
consteval auto policy_path_pattern() {
  return pattern(R"(((/[A-Za-z0-9\.,\+@=_-]+)*)/)", &detail::is_policy_path);
}
consteval auto policy_version_id_pattern() {
  return pattern(R"(v[1-9][0-9]*(\.[A-Za-z0-9-]*)?)", &detail::is_policy_version_id);
}
/// Policy documents and passwords.
consteval auto latin_text_pattern() {
  return pattern(R"([\u0009\u000A\u000D\u0020-\u00FF]+)", &detail::is_some_latin_text);
}
/// Of roles.
consteval auto description_pattern() {
  return pattern(R"([\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*)", &detail::is_description);
}
consteval auto marker_pattern() { return pattern(R"([\u0020-\u00FF]+)", &detail::is_marker); }
/// Of characters beyond ASCII, only the control characters are refused, where AWS lets letters,
/// digits and separators pass: that would need Unicode's tables.
consteval auto tag_key_pattern() {
  return pattern(R"([\p{L}\p{Z}\p{N}_.:/=+\-@]+)", &detail::is_tag_key);
}
consteval auto tag_value_pattern() {
  return pattern(R"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", &detail::is_tag_value);
}

}  // namespace strongroom::wire
