#include "iam/packed_text.h"

#include <zlib.h>

#include <memory>
#include <new>
#include <string_view>

namespace strongroom::iam {
namespace {

constexpr int kRawDeflate = -15;
constexpr int kMemoryLevel = 8;
constexpr std::size_t kPieceSize = 4096;

// What is near the end costs the least to refer to. Part of the format: never change it.
constexpr std::string_view kDictionary =
    R"(DateLessThanNumericLessThanEqualsForAnyValue:ForAllValues:BoolIpAddressaws:SourceIpArnLikearn:aws:)"
    R"(kms:us-east-1:key/kms:ViaServicekms:EncryptionContext:SecretARNsts:AssumeRoleiam::root:user/:role/)"
    R"(arn:aws:iam::aws:policy/ReadOnlyAccessDepartmentProjectEnvironmentOwneraws:RequestTag/aws:TagKeys)"
    R"(aws:PrincipalTag/secretsmanager:ResourceTag/aws:ResourceTag/StringNotEqualsStringLikeIfExists)"
    R"("Condition":{"StringEquals":{"NotResource":"NotAction":"Effect":"Deny",kms:Decryptkms:GenerateDataKey)"
    R"(secretsmanager:ListSecretssecretsmanager:PutSecretValuesecretsmanager:CreateSecret)"
    R"(secretsmanager:DescribeSecret","secretsmanager:GetSecretValue","Resource":["arn:aws:secretsmanager:)"
    R"("Resource":"arn:aws:secretsmanager:*:*:secret:","Resource":"*"}]}{"Version":"2012-10-17",)"
    R"("Statement":[{"Sid":"","Effect":"Allow","Action":["secretsmanager:)";

Bytef* bytes_for_zlib(ByteView bytes) {
  // zlib's interface is older than const; it does not write there.
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
}

struct DeflateEnd {
  void operator()(z_stream* stream) const { deflateEnd(stream); }
};
struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

Bytes packed(ByteView plain) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRawDeflate, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  const std::unique_ptr<z_stream, DeflateEnd> end(&stream);
  deflateSetDictionary(&stream, bytes_for_zlib(bytes_of(kDictionary)),
                       static_cast<uInt>(kDictionary.size()));
  Bytes out(deflateBound(&stream, static_cast<uLong>(plain.size())));
  stream.next_in = bytes_for_zlib(plain);
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);  // the bound is room enough
  out.resize(stream.total_out);
  return out;
}

std::optional<Bytes> unpacked(ByteView packed_text, std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, kRawDeflate) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, InflateEnd> end(&stream);
  inflateSetDictionary(&stream, bytes_for_zlib(bytes_of(kDictionary)),
                       static_cast<uInt>(kDictionary.size()));
  stream.next_in = bytes_for_zlib(packed_text);
  stream.avail_in = static_cast<uInt>(packed_text.size());
  Bytes out;
  int outcome = Z_OK;
  while (outcome == Z_OK && out.size() <= limit) {
    const std::size_t filled = out.size();
    out.resize(filled + kPieceSize);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + filled);
    stream.avail_out = static_cast<uInt>(kPieceSize);
    outcome = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  if (outcome != Z_STREAM_END || stream.avail_in != 0 || out.size() > limit) return std::nullopt;
  return out;
}

}  // namespace strongroom::iam
