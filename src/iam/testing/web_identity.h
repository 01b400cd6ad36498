#pragma once

#include "base/encoding.h"

#include <algorithm>
#include <string>
#include <string_view>

/// A token of an identity provider and the provider's keys, for tests. The key was made for this
/// and thrown away.
namespace strongroom::iam::testing {

/// Of https://login.example.com/tenant about repo:example/app for sts.amazonaws.com; issued and
/// valid from 1700000000 to 1700003600; signed by ES256.
inline constexpr std::string_view kToken =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImtleS0xIiwidHlwIjoiSldUIn0."
    "eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tL3RlbmFudCIsInN1YiI6InJlcG86ZXhhbXBsZS9hcHAiLCJhdW"
    "QiOiJzdHMuYW1hem9uYXdzLmNvbSIsImV4cCI6MTcwMDAwMzYwMCwibmJmIjoxNzAwMDAwMDAwLCJpYXQiOjE3MDAwMDAw"
    "MDB9."
    "zAx10I0JRcWHIAmTbiGdqMrrTtns-K3u1nXg00zAJ1qcdgnyWoqw-Wxw80P7k3re-0DaN-fymkYyUM3qTgKTPA";

inline constexpr std::string_view kKey =
    R"({"kty":"EC","use":"sig","alg":"ES256","kid":"key-1","crv":"P-256",)"
    R"("x":"rYtNZLJYzVxXl8mLA812djIwyjm9XNNCykbCNu0uto8",)"
    R"("y":"MzeajTG8iNeIjqO_9MRhJJi3a7dECYb2pBXH_imzDOs"})";

inline std::string key_set_of(std::string_view keys) {
  return std::string(R"({"keys":[)").append(keys).append("]}");
}

inline std::string base64url(std::string_view text) {
  std::string encoded = base64_of(bytes_of(text));
  encoded.resize(std::min(encoded.size(), encoded.find('=')));
  std::ranges::replace(encoded, '+', '-');
  std::ranges::replace(encoded, '/', '_');
  return encoded;
}

/// With a signature of nobody.
inline std::string token_of(std::string_view header, std::string_view claims) {
  return base64url(header) + "." + base64url(claims) + ".c2lnbmF0dXJl";
}

}  // namespace strongroom::iam::testing
