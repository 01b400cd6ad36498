#include "iam/web_identity_token.h"

#include "base/base64url.h"
#include "iam/json_members.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

namespace strongroom::iam {
namespace {

using policy::Json;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::string_view kTags = "https://aws.amazon.com/tags";
constexpr std::string_view kSourceIdentity = "https://aws.amazon.com/source_identity";
constexpr std::size_t kLongestIssuer = 512;
constexpr std::size_t kLongestSubject = 255;
constexpr std::size_t kLongestKeyId = 1024;
constexpr std::size_t kMostTags = 50;
/// Some day in the year 9999: what is later is no time that anybody means.
constexpr double kLatestTime = 253'402'300'799.0;

std::unexpected<Error> invalid(std::string message) {
  return failure(ErrorCode::InvalidIdentityToken, std::move(message));
}

std::unexpected<Error> not_a_token() {
  return invalid(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access "
      "Token)");
}

/// The JSON object that a part of the token holds.
std::optional<Json> object_in(std::string_view part) {
  const auto bytes = bytes_of_base64url(part);
  if (!bytes) return std::nullopt;
  auto json = policy::parse_strict_json(text_of(*bytes));
  if (!json || json->kind != Json::Kind::Object) return std::nullopt;
  return std::move(*json);
}

struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
};

std::optional<Parts> split(std::string_view text) {
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return Parts{.header = text.substr(0, first),
               .claims = text.substr(first + 1, second - first - 1),
               .signature = text.substr(second + 1)};
}

/// Each `read_` puts one claim, or a part of the header, into the token: false when it is missing
/// or has not its form.
bool read_header(const Json& header, WebIdentityToken& token) {
  const auto algorithm = text_member(header, "alg");
  const auto known = algorithm ? crypto::signature_algorithm(*algorithm) : std::nullopt;
  // RFC 7515, section 4.1.11: who does not understand an extension refuses.
  if (!known || member(header, "crit") != nullptr) return false;
  token.algorithm = *known;
  const Json* const id = member(header, "kid");
  if (id == nullptr) return true;
  token.key_id = id->text;
  return id->kind == Json::Kind::String && token.key_id.size() <= kLongestKeyId;
}

bool read_text(const Json& claims, std::string_view name, std::size_t longest, std::string& out) {
  const auto text = text_member(claims, name);
  if (!text || text->empty() || text->size() > longest) return false;
  out = *text;
  return true;
}

/// A list of texts; true when there is none.
bool read_texts(const Json* list, std::size_t most, std::vector<std::string>& out) {
  if (list == nullptr) return true;
  if (list->kind != Json::Kind::Array || list->items.size() > most) return false;
  for (const Json& item : list->items) {
    if (item.kind != Json::Kind::String) return false;
    out.push_back(item.text);
  }
  return true;
}

bool read_audiences(const Json& claims, WebIdentityToken& token) {
  if (const auto text = text_member(claims, "aud")) {
    token.audiences.emplace_back(*text);
    return true;
  }
  return read_texts(member(claims, "aud"), WebIdentityToken::kMostAudiences, token.audiences) &&
         !token.audiences.empty();
}

bool read_party(const Json& claims, WebIdentityToken& token) {
  const Json* const party = member(claims, "azp");
  if (party == nullptr) return true;
  token.party = party->text;
  return party->kind == Json::Kind::String && !party->text.empty();
}

/// RFC 7519, section 2, NumericDate: seconds, perhaps with a fraction.
std::optional<sys_seconds> time_of(const Json& value) {
  if (value.kind != Json::Kind::Number) return std::nullopt;
  double number = 0;
  const char* const end = value.text.data() + value.text.size();
  const auto [read_to, error] = std::from_chars(value.text.data(), end, number);
  if (error != std::errc() || read_to != end || !(number >= 0 && number <= kLatestTime)) {
    return std::nullopt;
  }
  return sys_seconds(seconds(static_cast<std::int64_t>(std::floor(number))));
}

bool read_time(const Json& claims, std::string_view name, std::optional<sys_seconds>& out) {
  const Json* const value = member(claims, name);
  if (value == nullptr) return true;
  out = time_of(*value);
  return out.has_value();
}

bool read_times(const Json& claims, WebIdentityToken& token) {
  std::optional<sys_seconds> expires;
  if (!read_time(claims, "exp", expires) || !expires) return false;
  token.expires = *expires;
  return read_time(claims, "nbf", token.not_before) && read_time(claims, "iat", token.issued);
}

/// The value of a tag: a list of exactly one text.
bool read_tag(const Json::Member& tag, WebIdentityToken& token) {
  if (tag.value.kind != Json::Kind::Array || tag.value.items.size() != 1) return false;
  const Json& value = tag.value.items.front();
  if (value.kind != Json::Kind::String) return false;
  token.tags.push_back({tag.name, value.text});
  return true;
}

bool read_tags(const Json& claims, WebIdentityToken& token) {
  const Json* const claim = member(claims, kTags);
  if (claim == nullptr) return true;
  if (claim->kind != Json::Kind::Object) return false;
  if (const Json* const tags = member(*claim, "principal_tags")) {
    if (tags->kind != Json::Kind::Object || tags->members.size() > kMostTags) return false;
    const auto read = [&](const Json::Member& tag) { return read_tag(tag, token); };
    if (!std::ranges::all_of(tags->members, read)) return false;
  }
  return read_texts(member(*claim, "transitive_tag_keys"), kMostTags, token.transitive_tag_keys);
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_+=,.@-").contains(c);
}

bool read_source_identity(const Json& claims, WebIdentityToken& token) {
  const Json* const claim = member(claims, kSourceIdentity);
  if (claim == nullptr) return true;
  token.source_identity = claim->text;
  return claim->kind == Json::Kind::String && claim->text.size() >= 2 && claim->text.size() <= 64 &&
         std::ranges::all_of(claim->text, is_name_character);
}

bool read_claims(const Json& claims, WebIdentityToken& token) {
  return read_text(claims, "iss", kLongestIssuer, token.issuer) &&
         read_text(claims, "sub", kLongestSubject, token.subject) &&
         read_audiences(claims, token) && read_party(claims, token) && read_times(claims, token) &&
         read_texts(member(claims, "amr"), WebIdentityToken::kMostAudiences, token.methods) &&
         read_tags(claims, token) && read_source_identity(claims, token);
}

}  // namespace

Result<WebIdentityToken> WebIdentityToken::parse(std::string_view text) {
  if (text.size() > kLongest) return not_a_token();
  const auto parts = split(text);
  if (!parts) return not_a_token();
  auto signature = bytes_of_base64url(parts->signature);
  const auto header = object_in(parts->header);
  const auto claims = object_in(parts->claims);
  WebIdentityToken token;
  if (!signature || !header || !claims || !read_header(*header, token) ||
      !read_claims(*claims, token)) {
    return not_a_token();
  }
  token.signed_text = text.substr(0, text.size() - parts->signature.size() - 1);
  token.signature = *std::move(signature);
  return token;
}

Result<void> WebIdentityToken::verify(const KeySet* keys, Timestamp now) const {
  const crypto::PublicKey* const key =
      keys == nullptr || key_id.empty() ? nullptr : keys->find(key_id, algorithm);
  if (key == nullptr) {
    return invalid(
        "Couldn't retrieve verification key from your identity provider,  please reference "
        "AssumeRoleWithWebIdentity documentation for requirements");
  }
  if (!key->verify(algorithm, bytes_of(signed_text), signature)) {
    return invalid(
        "The web identity token that was passed could not be validated by AWS. Get a new identity "
        "token from the identity provider and then retry the request.");
  }
  const auto moment = std::chrono::floor<seconds>(now);
  if (moment >= expires + kLeeway) {
    return failure(
        ErrorCode::IdentityTokenExpired,
        fmt::format("Token expired: current date/time {} must be before the expiration "
                    "date/time {}",
                    moment.time_since_epoch().count(), expires.time_since_epoch().count()));
  }
  const sys_seconds start =
      std::max(not_before.value_or(sys_seconds()), issued.value_or(sys_seconds()));
  if (moment + kLeeway >= start) return {};
  return invalid(fmt::format("Token not yet valid: current date/time {} must be after {}",
                             moment.time_since_epoch().count(), start.time_since_epoch().count()));
}

Result<std::vector<std::string_view>> WebIdentityToken::accepted_audiences(
    const std::vector<std::string>& client_ids) const {
  const auto is_known = [&](std::string_view name) {
    return std::ranges::find(client_ids, name) != client_ids.end();
  };
  std::vector<std::string_view> accepted;
  if (party) {
    if (is_known(*party)) accepted.emplace_back(*party);
  } else {
    std::ranges::copy_if(audiences, std::back_inserter(accepted), is_known);
  }
  if (accepted.empty()) return invalid("Incorrect token audience");
  return accepted;
}

}  // namespace strongroom::iam
