#include "sigv4/verify.h"

#include "base/arn.h"
#include "crypto/random.h"
#include "sigv4/canonical_request.h"
#include "sigv4/presigned_query.h"
#include "sigv4/refusal.h"
#include "sigv4/request_date.h"
#include "sigv4/string_to_sign.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace strongroom::sigv4 {
namespace {

// Stands in for the secret of an unknown key id; nothing that it signs is ever accepted.
constexpr std::string_view kDummySecret = "0000000000000000000000000000000000000000";
constexpr std::string_view kDummyId = "-";

constexpr std::size_t kLongestExplanation = 4096;

bool is_region(std::string_view region, const Rules& rules) {
  return rules.regions.empty() ? is_region_name(region)
                               : std::ranges::find(rules.regions, region) != rules.regions.end();
}

std::string in_words(std::chrono::seconds span) {
  if (span.count() % 60 == 0) return fmt::format("{} min.", span.count() / 60);
  return fmt::format("{} sec.", span.count());
}

Result<void> check_time(const Signature& signature, const Rules& rules, Timestamp now) {
  const Timestamp second = std::chrono::floor<std::chrono::seconds>(now);
  const std::chrono::seconds window = rules.window;
  const std::chrono::seconds age = signature.expires && rules.longest_presigned
                                       ? std::min(*signature.expires, *rules.longest_presigned)
                                       : window;
  if (signature.at < second - age) {
    return invalid_signature(fmt::format("Signature expired: {} is now earlier than {} ({} - {})",
                                         signature.date, basic_date(second - age),
                                         basic_date(second), in_words(age)));
  }
  if (signature.at > second + window) {
    return invalid_signature(fmt::format(
        "Signature not yet current: {} is still later than {} ({} + {})", signature.date,
        basic_date(second + window), basic_date(second), in_words(window)));
  }
  return {};
}

/// Temporary key ids come with a token and no others do (sigv4 contract 5.4).
bool token_fits_key_id(const Signature& signature) {
  const std::string_view id = signature.credential.access_key_id;
  if (id.starts_with("ASIA")) return !signature.session_token.empty();
  if (id.starts_with("AKIA")) return signature.session_token.data() == nullptr;
  return true;
}

bool has_default_port(const SignableRequest& request) {
  return header_of(request, "host").ends_with(request.tls ? ":443" : ":80");
}

/// The hash that the client claims, or else the real one; `right` says whether they agree.
struct PayloadHash {
  std::string_view text;
  bool right;
};

PayloadHash payload_hash(const SignableRequest& request, Arena& arena) {
  ArenaText computed(arena);
  append_hex(request.body_hash, computed);
  const std::string_view claimed = header_of(request, "x-amz-content-sha256");
  if (claimed.data() == nullptr) return {.text = computed.view(), .right = true};
  return {.text = claimed, .right = claimed == computed.view()};
}

class Verification {
 public:
  Verification(const Signature& signature, const SignableRequest& request,
               const crypto::HmacSha256& signing_key, Arena& arena)
      : signature_(signature),
        request_(request),
        signing_key_(signing_key),
        arena_(arena),
        payload_(payload_hash(request, arena)) {}

  bool passes() {
    return (signs({}) || (has_default_port(request_) && signs({.host_without_port = true})) ||
            (token_in_query() && signs({.query_without_token = true}))) &&
           payload_.right;
  }

  /// Row 12 in its longer form where that is small; what is not ASCII may not be text at all.
  std::string explanation() const {
    const std::string_view canonical = canonical_text({});
    const std::string_view shown = canonical_text({.token_masked = true});
    const std::string_view signed_text = string_to_sign(signature_, canonical, arena_);
    std::string text(kSignatureMismatch);
    const bool ascii = std::ranges::all_of(shown, [](char c) { return c > 0; });
    if (!ascii || canonical.size() + signed_text.size() >= kLongestExplanation) return text;
    return text + fmt::format(
                      "\n\nThe Canonical String for this request should have been\n'{}'\n\nThe "
                      "String-to-Sign should have been\n'{}'\n",
                      shown, signed_text);
  }

 private:
  std::string_view canonical_text(CanonicalForm form) const {
    return canonical_request(request_, signature_, payload_.text, form, arena_);
  }

  bool signs(CanonicalForm form) {
    const std::string_view text = string_to_sign(signature_, canonical_text(form), arena_);
    const crypto::Digest256 expected = signing_key_.mac({bytes_of(text)});
    return crypto::equal_in_constant_time(expected, signature_.value);
  }

  bool token_in_query() const {
    return signature_.form == Signature::Form::Query && signature_.session_token.data() != nullptr;
  }

  const Signature& signature_;
  const SignableRequest& request_;
  const crypto::HmacSha256& signing_key_;
  Arena& arena_;
  const PayloadHash payload_;
};

}  // namespace

Result<void> check_scope(const Signature& signature, const Rules& rules, Timestamp now) {
  if (signature.form == Signature::Form::Query && !rules.longest_presigned) {
    return missing_signature();
  }
  const Credential& credential = signature.credential;
  if (credential.service != rules.service) {
    return invalid_signature(
        fmt::format("Credential should be scoped to correct service: '{}'. ", rules.service));
  }
  if (!is_region(credential.region, rules)) {
    return invalid_signature(fmt::format(
        "Credential should be scoped to a valid region, not '{}'. ", quotable(credential.region)));
  }
  return check_time(signature, rules, now);
}

Result<void> verify(const Signature& signature, const SignableRequest& request,
                    const std::optional<SecretAccessKey>& key, SigningKeyCache& cache,
                    Arena& arena) {
  const bool known = key && token_fits_key_id(signature);
  const crypto::HmacSha256& signing_key = cache.signing_key(
      known ? signature.credential.access_key_id : kDummyId,
      known ? *key : SecretAccessKey{.secret = bytes_of(kDummySecret)}, signature.credential);
  Verification verification(signature, request, signing_key, arena);
  const bool passes = verification.passes();
  if (!known) return unrecognized_client();
  if (!passes) return invalid_signature(verification.explanation());
  return {};
}

}  // namespace strongroom::sigv4
