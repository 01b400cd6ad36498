#include "iam/key_set_fetch.h"

#include "base/log.h"
#include "iam/json_members.h"
#include "policy/strict_json.h"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <string_view>
#include <utility>

namespace strongroom::iam {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kDocument = "/.well-known/openid-configuration";
constexpr std::chrono::seconds kTimeout{5};
constexpr std::size_t kLongestDocument = std::size_t{64} << 10;

template <class T>
using Fetched = std::expected<T, KeySetFailure>;

std::unexpected<KeySetFailure> failed(const OidcProvider& provider, KeySetFailure failure,
                                      std::string_view why) {
  log::warning("keys of the identity provider {} can't be fetched: {}", provider.name, why);
  return std::unexpected(failure);
}

KeySetFailure failure_of(HttpFailure::Kind kind) {
  switch (kind) {
    case HttpFailure::Kind::Unreachable:
    case HttpFailure::Kind::TooSlow:
      return KeySetFailure::Unreachable;
    case HttpFailure::Kind::Untrusted:
      return KeySetFailure::Untrusted;
    case HttpFailure::Kind::NotAllowed:
    case HttpFailure::Kind::BadAnswer:
      break;
  }
  return KeySetFailure::Unusable;
}

bool is_passing(unsigned status) { return status == 429 || status >= 500; }

/// An answer of status 200, or of 304 when `version` is given and still the current one.
Task<Fetched<HttpResponse>> answer(HttpClient& client, const OidcProvider& provider,
                                   std::string url, std::string version, std::size_t longest) {
  HttpRequest request{.url = std::move(url),
                      .headers = {{.name = "Accept", .value = "application/json"}},
                      .timeout = kTimeout,
                      .max_body_bytes = longest,
                      .thumbprints = provider.thumbprints};
  const bool conditional = !version.empty();
  if (conditional) {
    request.headers.push_back({.name = "If-None-Match", .value = std::move(version)});
  }
  HttpResult got = co_await client.send(std::move(request));
  if (!got) co_return failed(provider, failure_of(got.error().kind), got.error().detail);
  const unsigned status = got->status;
  if (status == 200 || (conditional && status == 304)) co_return *std::move(got);
  co_return failed(provider,
                   is_passing(status) ? KeySetFailure::Unreachable : KeySetFailure::Unusable,
                   fmt::format("it answers with status {}", status));
}

/// Where the keys are, by the provider's discovery document.
Task<Fetched<std::string>> key_set_address(HttpClient& client, const OidcProvider& provider) {
  const std::string url = std::string(kHttps) + provider.name;
  // Section 4.1: a slash at the issuer's end is not doubled.
  const std::string_view base =
      std::string_view(url).substr(0, url.ends_with('/') ? url.size() - 1 : url.size());
  const Fetched<HttpResponse> got =
      co_await answer(client, provider, fmt::format("{}{}", base, kDocument), {}, kLongestDocument);
  if (!got) co_return std::unexpected(got.error());
  const auto document = policy::parse_strict_json(got->body);
  const auto issuer = document ? text_member(*document, "issuer") : std::nullopt;
  const auto address = document ? text_member(*document, "jwks_uri") : std::nullopt;
  // Section 4.3: otherwise one who may answer for a part of a host could speak for all of it.
  if (issuer != url) {
    co_return failed(provider, KeySetFailure::Unusable, "its document names another issuer");
  }
  if (!address || !address->starts_with(kHttps)) {
    co_return failed(provider, KeySetFailure::Unusable, "its document has no https jwks_uri");
  }
  co_return std::string(*address);
}

/// `max-age` of a Cache-Control header (RFC 9111, 5.2); zero when it must not be kept.
std::optional<std::chrono::seconds> max_age_in(std::string_view cache_control) {
  constexpr std::string_view kMaxAge = "max-age=";
  std::optional<std::chrono::seconds> age;
  for (const auto part : std::views::split(cache_control, ',')) {
    std::string_view directive(part.begin(), part.end());
    directive.remove_prefix(std::min(directive.find_first_not_of(' '), directive.size()));
    if (directive.starts_with("no-")) return std::chrono::seconds(0);
    if (!directive.starts_with(kMaxAge)) continue;
    directive.remove_prefix(kMaxAge.size());
    std::uint32_t seconds = 0;
    const auto read =
        std::from_chars(directive.data(), directive.data() + directive.size(), seconds);
    if (read.ec == std::errc()) age = std::chrono::seconds(seconds);
  }
  return age;
}

/// As If-None-Match takes it back: without what would end the header.
std::string version_in(std::string_view etag) {
  const bool sound = std::ranges::all_of(etag, [](char c) { return c >= ' ' && c < '\x7f'; });
  return sound && etag.size() <= 256 ? std::string(etag) : std::string();
}

}  // namespace

Task<std::expected<FetchedKeySet, KeySetFailure>> fetch_key_set(HttpClient& client,
                                                                OidcProviderPtr provider,
                                                                FetchedKeySet known) {
  Fetched<std::string> address = co_await key_set_address(client, *provider);
  if (!address) co_return std::unexpected(address.error());
  if (known.address != *address) known = {.keys = nullptr, .address = *std::move(address)};
  const Fetched<HttpResponse> got =
      co_await answer(client, *provider, known.address, known.version, KeySet::kLongestDocument);
  if (!got) co_return std::unexpected(got.error());
  known.max_age = max_age_in(got->header("cache-control"));
  if (got->status == 304) co_return known;
  auto keys = KeySet::parse(got->body);
  if (!keys) {
    co_return failed(*provider, KeySetFailure::Unusable, "what it publishes is no key set");
  }
  known.version = version_in(got->header("etag"));
  known.keys = std::make_shared<const KeySet>(*std::move(keys));
  co_return known;
}

}  // namespace strongroom::iam
