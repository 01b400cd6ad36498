#include "audit/digest.h"

#include "audit/record_view.h"
#include "base/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace strongroom::audit {
namespace {

constexpr auto kAlgorithm = crypto::SignatureAlgorithm::Ed25519;
constexpr std::string_view kSignature = R"(,"signature":")";

std::string quoted_or_null(const std::string& text) {
  return text.empty() ? "null" : '"' + text + '"';
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<ChainHead> head_of(const RecordView& view, std::string_view sequence,
                                 std::string_view hash) {
  const auto number = number_of(view.raw(sequence));
  const auto bytes = bytes_of_hex(view.text(hash));
  if (!number || !bytes || bytes->size() != sizeof(crypto::Digest256)) return std::nullopt;
  ChainHead head{.sequence = *number, .hash = {}};
  std::ranges::copy(*bytes, head.hash.begin());
  return head;
}

std::optional<Timestamp> time_of(const RecordView& view, std::string_view name) {
  const auto milliseconds = number_of(view.raw(name));
  if (!milliseconds) return std::nullopt;
  return timestamp_of(static_cast<std::int64_t>(*milliseconds));
}

}  // namespace

std::string fingerprint_of(const crypto::PublicKey& key) {
  return hex_of(ByteView(crypto::sha256(key.der())).first(16));
}

DigestWriter::DigestWriter(crypto::PrivateKey key, std::string deployment)
    : key_(std::move(key)),
      fingerprint_(fingerprint_of(key_.public_key())),
      deployment_(std::move(deployment)) {}

void DigestWriter::follow(std::string_view line) {
  previous_hash_ = hex_of(crypto::sha256(bytes_of(line)));
  const auto view = RecordView::parse(line);
  previous_signature_ = view ? std::string(view->text("signature")) : std::string();
}

std::string DigestWriter::next(Timestamp start_time, Timestamp end_time, const ChainHead& start,
                               const ChainHead& end) {
  std::string line = fmt::format(
      R"({{"digestVersion":1,"deploymentId":"{}","digestStartTime":{},"digestEndTime":{},)"
      R"("startSequence":{},"startHash":"{}","endSequence":{},"endHash":"{}",)"
      R"("previousDigestHashValue":{},"previousDigestHashAlgorithm":"SHA-256",)"
      R"("previousDigestSignature":{},"digestPublicKeyFingerprint":"{}",)"
      R"("digestSignatureAlgorithm":"Ed25519"}})",
      deployment_, milliseconds_of(start_time), milliseconds_of(end_time), start.sequence,
      hex_of(start.hash), end.sequence, hex_of(end.hash), quoted_or_null(previous_hash_),
      quoted_or_null(previous_signature_), fingerprint_);
  const std::string signature = hex_of(*key_.sign(kAlgorithm, bytes_of(line)));
  line.pop_back();
  line.append(kSignature).append(signature).append("\"}");
  follow(line);
  return line + '\n';
}

std::optional<SignedDigest> parse_digest(std::string_view line,
                                         std::span<const crypto::PublicKey> keys) {
  const auto view = RecordView::parse(line);
  if (!view || !line.substr(view->last_member_at()).starts_with(kSignature)) return std::nullopt;
  const auto start = head_of(*view, "startSequence", "startHash");
  const auto end = head_of(*view, "endSequence", "endHash");
  const auto from = time_of(*view, "digestStartTime");
  const auto to = time_of(*view, "digestEndTime");
  const auto signature = bytes_of_hex(view->text("signature"));
  if (!start || !end || !from || !to || !signature || end->sequence < start->sequence) {
    return std::nullopt;
  }
  SignedDigest read{
      .digest = {.start_time = *from,
                 .end_time = *to,
                 .start = *start,
                 .end = *end,
                 .previous_hash = std::string(view->text("previousDigestHashValue")),
                 .previous_signature = std::string(view->text("previousDigestSignature"))},
      .fingerprint = std::string(view->text("digestPublicKeyFingerprint")),
      .hash = hex_of(crypto::sha256(bytes_of(line))),
      .signature = std::string(view->text("signature")),
      .genuine = false};
  const std::string signed_text = std::string(line.substr(0, view->last_member_at())) + '}';
  read.genuine = std::ranges::any_of(keys, [&](const crypto::PublicKey& key) {
    return key.verify(kAlgorithm, bytes_of(signed_text), *signature);
  });
  return read;
}

}  // namespace strongroom::audit
