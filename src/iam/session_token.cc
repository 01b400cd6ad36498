#include "iam/session_token.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "iam/packed_text.h"
#include "iam/record_format.h"
#include "keyring/envelope.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strongroom::iam {
namespace {

// Part of tokens that are out there: never change one.
constexpr std::uint8_t kFormat = 1;
constexpr std::array kMarker{std::byte{0x49}, std::byte{0x14}, std::byte{0x93}};  // "SRST"
constexpr keyring::EnvelopeKind kEnvelope{.first_byte = std::byte{0xF1},
                                          .label = "sessiontoken/v1"};
constexpr std::uint64_t kNoMfa = UINT64_MAX;

// What policies and tags may take, packed: the rest of a token of the greatest length.
constexpr std::size_t kPackedLimit = 900;
constexpr std::size_t kUnpackedLimit = 128 * 1024;

/// Bytes that hold a secret access key; wiped when they are left.
class WipedBytes {
 public:
  explicit WipedBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~WipedBytes() { crypto::wipe(bytes_); }
  WipedBytes(const WipedBytes&) = delete;
  WipedBytes& operator=(const WipedBytes&) = delete;
  std::span<std::byte> writable() { return bytes_; }
  ByteView view() const { return bytes_; }

 private:
  Bytes bytes_;
};

Bytes packed_parts(const Session& session) {
  RecordWriter out;
  out.text(session.policy);
  out.texts(session.policy_arns);
  out.tags(session.tags);
  out.texts(session.transitive_tag_keys);
  const Bytes plain = out.take();
  return packed(plain);
}

Result<void> read_packed_parts(ByteView bytes, Session& session) {
  const auto plain = unpacked(bytes, kUnpackedLimit);
  if (!plain) return keyring::invalid_ciphertext();
  RecordReader in(*plain);
  session.policy = in.string();
  session.policy_arns = in.texts();
  session.tags = in.tags();
  session.transitive_tag_keys = in.texts();
  if (!in.complete()) return keyring::invalid_ciphertext();
  return {};
}

Bytes encode(const Session& session, ByteView parts) {
  RecordWriter out;
  out.number(kFormat);
  out.number(static_cast<std::uint8_t>(session.kind));
  out.flag(session.chained);
  out.time(session.issued);
  out.time(session.expires);
  out.number(session.mfa ? static_cast<std::uint64_t>(milliseconds_of(*session.mfa)) : kNoMfa);
  for (const std::string* text :
       {&session.account, &session.principal_id, &session.name, &session.access_key_id,
        &session.parent_key, &session.source_identity, &session.federated_provider}) {
    out.text(*text);
  }
  out.raw(session.secret.reveal());
  out.raw(parts);
  return out.take();
}

Result<Session> decode(ByteView plain) {
  RecordReader in(plain);
  Session session;
  in.require(in.number<std::uint8_t>() == kFormat);
  const auto kind = in.number<std::uint8_t>();
  in.require(kind >= 1 && kind <= 3);
  session.kind = static_cast<Session::Kind>(kind);
  session.chained = in.flag();
  session.issued = in.time();
  session.expires = in.time();
  if (const auto at = in.number<std::uint64_t>(); at != kNoMfa) {
    session.mfa = timestamp_of(static_cast<std::int64_t>(at));
  }
  for (std::string* text :
       {&session.account, &session.principal_id, &session.name, &session.access_key_id,
        &session.parent_key, &session.source_identity, &session.federated_provider}) {
    *text = in.string();
  }
  session.secret = crypto::SecretBytes::copy_of(in.raw());
  const ByteView parts = in.raw();
  if (!in.complete()) return keyring::invalid_ciphertext();
  SR_CHECK(read_packed_parts(parts, session));
  return session;
}

std::unexpected<Error> too_large(std::size_t percentage) {
  return failure(
      ErrorCode::PackedPolicyTooLarge,
      fmt::format("Packed policy consumes {}% of allotted space, please use smaller policy.",
                  percentage));
}

}  // namespace

Result<SessionToken> seal_session(const keyring::Keyring& keyring, const Session& session) {
  const Bytes parts = packed_parts(session);
  const std::size_t percentage = (parts.size() * 100 + kPackedLimit - 1) / kPackedLimit;
  if (percentage > 100) return too_large(percentage);
  const WipedBytes plain(encode(session, parts));
  const keyring::KeyringKey& key = keyring.current(keyring::KeyKind::Token);
  Bytes token(kMarker.begin(), kMarker.end());
  append(token, keyring::seal_envelope(kEnvelope, key.key.hmac(), key.id, {.first = kMarker},
                                       plain.view(), keyring::Nonce::fresh()));
  SessionToken made{.text = base64_of(token),
                    .packed_percentage = static_cast<unsigned>(percentage)};
  // Names and providers of the greatest length beside policies of the greatest size.
  if (made.text.size() >= kTokenBound) return too_large(made.text.size() * 100 / kTokenBound + 1);
  return made;
}

Result<Session> open_session(const keyring::Keyring& keyring, std::string_view token) {
  if (token.size() >= kTokenBound) return keyring::invalid_ciphertext();
  std::array<std::byte, base64_decoded_bound(kTokenBound)> decoded;
  const auto bytes = decode_base64(token, decoded);
  if (!bytes || bytes->size() <= kMarker.size() ||
      !std::ranges::equal(bytes->first(kMarker.size()), kMarker)) {
    return keyring::invalid_ciphertext();
  }
  const ByteView sealed = bytes->subspan(kMarker.size());
  const auto key_id = keyring::envelope_key_id(kEnvelope, sealed);
  const keyring::KeyringKey* const key =
      key_id ? keyring.find(keyring::KeyKind::Token, *key_id) : nullptr;
  if (key == nullptr) return keyring::invalid_ciphertext();
  WipedBytes plain(Bytes(keyring::envelope_plain_size(sealed)));
  SR_CHECK(keyring::open_envelope(kEnvelope, key->key.hmac(), {.first = kMarker}, sealed,
                                  plain.writable()));
  return decode(plain.view());
}

}  // namespace strongroom::iam
