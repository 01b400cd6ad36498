#include "audit/export_digests.h"

#include "audit/gzip_file.h"
#include "audit/trail.h"
#include "base/bytes.h"
#include "base/encoding.h"
#include "crypto/hash.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

namespace strongroom::audit {
namespace {

std::tm utc(Timestamp at) { return fmt::gmtime(std::chrono::system_clock::to_time_t(at)); }

std::string quoted_or_null(const std::string& text) {
  return text.empty() ? "null" : '"' + text + '"';
}

std::string sha256_hex(std::string_view content) {
  return hex_of(crypto::sha256(bytes_of(content)));
}

std::string log_object(const ExportScope& scope, Timestamp end, std::string_view hash) {
  return fmt::format(
      "AWSLogs/{0}/CloudTrail/{1}/{2:%Y/%m/%d}/{0}_CloudTrail_{1}_{2:%Y%m%dT%H%MZ}_{3}.json.gz",
      scope.account, scope.region, utc(end), hash.substr(0, 16));
}

std::string digest_object(const ExportScope& scope, Timestamp end) {
  return fmt::format(
      "AWSLogs/{0}/CloudTrail-Digest/{1}/{2:%Y/%m/%d}/"
      "{0}_CloudTrail-Digest_{1}_{3}_{1}_{2:%Y%m%dT%H%M%SZ}.json.gz",
      scope.account, scope.region, utc(end), kTrailName);
}

/// Makes its folders too.
Result<void> write_object(const std::string& path, std::string_view content) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  return write_gzip_file(path, content);
}

/// Where S3 keeps it as metadata of the object.
Result<void> write_signature(const std::string& path, const std::string& signature) {
  std::ofstream out(path);
  out << signature << '\n';
  if (out.flush()) return {};
  return failure(ErrorCode::Unavailable, path + ": can't be written");
}

std::string entry_of(const ExportedFile& file, const std::string& bucket) {
  return fmt::format(
      R"({{"s3Bucket":"{}","s3Object":"{}","hashValue":"{}","hashAlgorithm":"SHA-256",)"
      R"("newestEventTime":"{}","oldestEventTime":"{}"}})",
      bucket, file.object, file.hash, file.newest, file.oldest);
}

}  // namespace

Result<ExportedFile> write_log_file(const ExportTarget& target, const ExportScope& scope,
                                    Timestamp end, std::string_view content) {
  ExportedFile file;
  file.hash = sha256_hex(content);
  file.object = log_object(scope, end, file.hash);
  SR_CHECK(write_object(target.folder + "/" + file.object, content));
  return file;
}

std::string ExportDigests::text_of(const std::string& object, Timestamp start, Timestamp end,
                                   const std::vector<ExportedFile>& files) const {
  std::string newest;
  std::string oldest;
  std::vector<std::string> entries;
  for (const ExportedFile& file : files) {
    newest = std::max(newest, file.newest);
    oldest = oldest.empty() ? file.oldest : std::min(oldest, file.oldest);
    entries.push_back(entry_of(file, target_.bucket));
  }
  return fmt::format(
      R"({{"awsAccountId":"{}","digestStartTime":"{:%FT%TZ}","digestEndTime":"{:%FT%TZ}",)"
      R"("digestS3Bucket":"{}","digestS3Object":"{}","digestPublicKeyFingerprint":"{}",)"
      R"("digestSignatureAlgorithm":"SHA256withRSA","newestEventTime":{},"oldestEventTime":{},)"
      R"("previousDigestS3Bucket":{},"previousDigestS3Object":{},"previousDigestHashValue":{},)"
      R"("previousDigestHashAlgorithm":{},"previousDigestSignature":{},"logFiles":[{}]}})",
      scope_.account, utc(start), utc(end), target_.bucket, object, target_.fingerprint,
      quoted_or_null(newest), quoted_or_null(oldest),
      previous_object_.empty() ? "null" : quoted_or_null(target_.bucket),
      quoted_or_null(previous_object_), quoted_or_null(previous_hash_),
      previous_object_.empty() ? "null" : R"("SHA-256")", quoted_or_null(previous_signature_),
      fmt::join(entries, ","));
}

Result<void> ExportDigests::write(Timestamp start, Timestamp end,
                                  const std::vector<ExportedFile>& files) {
  const std::string object = digest_object(scope_, end);
  const std::string text = text_of(object, start, end, files);
  const std::string hash = sha256_hex(text);
  const std::string signed_text =
      fmt::format("{:%FT%TZ}\n{}/{}\n{}\n{}", utc(end), target_.bucket, object, hash,
                  previous_signature_.empty() ? std::string_view("null") : previous_signature_);
  SR_TRY(std::string signature, target_.sign(signed_text));
  const std::string path = target_.folder + "/" + object;
  SR_CHECK(write_object(path, text));
  SR_CHECK(write_signature(path + ".sig", signature));
  previous_object_ = object;
  previous_hash_ = hash;
  previous_signature_ = std::move(signature);
  return {};
}

}  // namespace strongroom::audit
