#include "sigv4/refusal.h"

#include <algorithm>

namespace strongroom::sigv4 {

std::unexpected<Error> missing_signature() {
  return failure(ErrorCode::MissingAuthenticationToken, "Missing Authentication Token");
}

std::unexpected<Error> incomplete_signature(std::string text) {
  return failure(ErrorCode::IncompleteSignature, std::move(text));
}

std::unexpected<Error> invalid_signature(std::string text) {
  return failure(ErrorCode::InvalidSignature, std::move(text));
}

std::unexpected<Error> unrecognized_client() {
  return failure(ErrorCode::UnrecognizedClient,
                 "The security token included in the request is invalid.");
}

std::string quotable(std::string_view text) {
  constexpr std::size_t kMost = 48;
  std::string out(text.substr(0, kMost));
  std::ranges::replace_if(out, [](char c) { return c < ' ' || c > '~'; }, '?');
  return out;
}

}  // namespace strongroom::sigv4
