#include "iam/key_set.h"
#include "iam/web_identity_token.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace strongroom;

/// A key set, a line end, a token. Without a key set, or an id of a key, none is accepted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  const auto keys = iam::KeySet::parse(input.substr(0, end));
  if (end == std::string_view::npos) return 0;
  const std::string_view text = input.substr(end + 1);
  const auto token = iam::WebIdentityToken::parse(text);
  if (!token) return 0;
  if (!text.starts_with(token->signed_text) || token->audiences.empty()) std::abort();
  const Timestamp now(std::chrono::seconds(1'700'000'000));
  const bool verified = token->verify(keys ? &*keys : nullptr, now).has_value();
  if (verified && (!keys || token->key_id.empty())) std::abort();
  (void)token->accepted_audiences({token->audiences.front()});
  return 0;
}
