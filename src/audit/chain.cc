#include "audit/chain.h"

#include "base/encoding.h"
#include "crypto/sha256_each.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strongroom::audit {
namespace {

constexpr std::string_view kMember = R"(,"chain":{"sequence":)";
constexpr std::string_view kHash = R"(,"hash":")";
constexpr std::string_view kEnd = "\"}}";
constexpr std::size_t kHexSize = 64;
constexpr std::size_t kMostDigits = 20;

void append_hex(std::string& out, const crypto::Digest256& hash) {
  std::array<char, kHexSize> hex;
  encode_hex(hash, hex.data());
  out.append(hex.data(), hex.size());
}

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, kMostDigits> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

}  // namespace

void add_records(std::vector<HashedRecord>& records, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view record = lines.substr(0, end);
    records.push_back({.record = record, .hash = {}});
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void hash_records(std::span<HashedRecord> records) {
  thread_local std::vector<ByteView> texts;
  thread_local std::vector<crypto::Digest256> hashes;
  texts.clear();
  for (const HashedRecord& record : records) texts.push_back(bytes_of(record.record));
  hashes.resize(texts.size());
  crypto::sha256_each(texts, hashes);
  for (std::size_t i = 0; i < records.size(); ++i) records[i].hash = hashes[i];
}

ChainHead next_head(const ChainHead& head, const crypto::Digest256& record_hash) {
  return {.sequence = head.sequence + 1, .hash = crypto::sha256({head.hash, record_hash})};
}

ChainHead append_chained(std::string& out, const HashedRecord& record, const ChainHead& head) {
  const ChainHead next = next_head(head, record.hash);
  out.append(record.record.substr(0, record.record.size() - 1));
  out.append(kMember);
  append_number(out, next.sequence);
  out.append(kHash);
  append_hex(out, next.hash);
  out.append(kEnd);
  out += '\n';
  return next;
}

ChainHead ChainedLine::head_after(const ChainHead& before) const {
  return next_head(before, crypto::sha256({bytes_of(record), bytes_of("}")}));
}

std::optional<ChainedLine> parse_chained(std::string_view line) {
  if (!line.starts_with('{') || !line.ends_with(kEnd)) return std::nullopt;
  line.remove_suffix(kEnd.size());
  if (line.size() < kHexSize) return std::nullopt;
  const auto hash = bytes_of_hex(line.substr(line.size() - kHexSize));
  line.remove_suffix(kHexSize);
  if (!hash || !line.ends_with(kHash)) return std::nullopt;
  line.remove_suffix(kHash.size());

  ChainedLine parsed;
  std::ranges::copy(*hash, parsed.stated.hash.begin());
  const std::size_t digits = line.size() - (line.find_last_not_of("0123456789") + 1);
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  const char* const end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(end - digits, end, parsed.stated.sequence);
  line.remove_suffix(digits);
  if (error != std::errc() || stop != end || !line.ends_with(kMember)) return std::nullopt;
  line.remove_suffix(kMember.size());
  parsed.record = line;
  return parsed;
}

std::string record_of(const ChainedLine& line) { return std::string(line.record).append("}"); }

}  // namespace strongroom::audit
