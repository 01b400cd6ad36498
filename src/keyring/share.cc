#include "keyring/share.h"

#include "crypto/hash.h"
#include "crypto/random.h"
#include "keyring/byte_format.h"
#include "keyring/constant_time_digit.h"

#include <algorithm>
#include <span>

namespace strongroom::keyring {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecked = 1 + 4 + 4 + 3 + crypto::LockedKey::kSize;
constexpr std::size_t kChecksum = 4;
constexpr std::size_t kSize = kChecked + kChecksum;
constexpr std::size_t kDigits = 77;  // 48 bytes of 8 bits in digits of 5, and a zero bit
constexpr std::size_t kGroup = 7;
static_assert(kDigits == (kSize * 8 + 4) / 5);

using Raw = std::array<std::byte, kSize>;

std::uint32_t letter_of(std::uint32_t value) {
  const std::uint32_t is_digit = (25 - value) >> 31;  // 1 for the values from 26 up
  return value + 'a' - is_digit * ('a' + 26 - '2');
}

Digit digit_of(std::uint32_t c) {
  return {value_in_range(c, 'a', 'z', 0) | value_in_range(c, 'A', 'Z', 0) |
              value_in_range(c, '2', '7', 26),
          mask_in_range(c, 'a', 'z') | mask_in_range(c, 'A', 'Z') | mask_in_range(c, '2', '7')};
}

std::array<std::byte, kChecksum> checksum_of(const Raw& raw) {
  const crypto::Digest256 digest = crypto::sha256(ByteView(raw).first(kChecked));
  std::array<std::byte, kChecksum> checksum;
  std::ranges::copy(ByteView(digest).first(kChecksum), checksum.begin());
  return checksum;
}

bool is_separator(char c) { return c == '-' || c == ' ' || c == '\t' || c == '\r'; }

/// False unless these are as many digits as a share has.
bool decode(std::string_view text, Raw& raw) {
  std::size_t digits = 0;
  std::size_t written = 0;
  std::uint32_t bits = 0;
  std::uint32_t valid = ~0U;
  for (const char c : text) {
    if (is_separator(c)) continue;
    if (digits == kDigits) return false;
    const Digit digit = digit_of(unsigned_of(c));
    valid &= digit.valid;
    bits = bits << 5 | digit.value;
    const std::size_t have = ++digits * 5 - written * 8;
    if (have >= 8) raw.at(written++) = static_cast<std::byte>(bits >> (have - 8) & 0xff);
  }
  return digits == kDigits && valid != 0 && (bits & 1) == 0;
}

Result<Share> parsed(const Raw& raw) {
  ByteReader reader(raw);
  const auto version = reader.number<std::uint8_t>();
  Share share;
  std::ranges::copy(reader.take(share.deployment.size()), share.deployment.begin());
  share.set = reader.number<std::uint32_t>();
  share.threshold = reader.number<std::uint8_t>();
  share.count = reader.number<std::uint8_t>();
  share.number = reader.number<std::uint8_t>();
  share.value = crypto::LockedKey::copy_of(reader.take(crypto::LockedKey::kSize));
  if (!std::ranges::equal(reader.rest(), checksum_of(raw))) {
    return failure(ErrorCode::InvalidInput, "the share is mistyped: its checksum does not fit.");
  }
  const bool sound = share.threshold >= 2 && share.threshold <= share.count && share.number >= 1 &&
                     share.number <= share.count;
  if (version != kVersion || !sound) {
    return failure(ErrorCode::InvalidInput, "the share is of a version that is not known here.");
  }
  return share;
}

}  // namespace

crypto::SecretBytes text_of_share(const Share& share) {
  Raw raw{};
  ByteWriter writer(raw);
  writer.number(kVersion);
  writer.add(share.deployment);
  writer.number(share.set);
  writer.number(share.threshold);
  writer.number(share.count);
  writer.number(share.number);
  writer.add(share.value.reveal());
  writer.add(checksum_of(raw));

  crypto::SecretBytes text(kShareText);
  std::span<std::byte> out = text.writable();
  std::size_t read = 0;
  std::size_t at = 0;
  std::uint32_t bits = 0;
  for (std::size_t digit = 0; digit < kDigits; ++digit) {
    if (digit > 0 && digit % kGroup == 0) out[at++] = std::byte{'-'};
    std::size_t have = read * 8 - digit * 5;
    if (have < 5) {
      bits = bits << 8 | (read < kSize ? std::to_integer<std::uint32_t>(raw.at(read)) : 0);
      ++read;
      have += 8;
    }
    out[at++] = static_cast<std::byte>(letter_of(bits >> (have - 5) & 0x1f));
  }
  crypto::wipe(raw);
  return text;
}

Result<Share> share_of(std::string_view text) {
  Raw raw{};
  Result<Share> share = decode(text, raw)
                            ? parsed(raw)
                            : failure(ErrorCode::InvalidInput,
                                      "that is no share: a share is 77 letters and digits from 2 "
                                      "to 7, in groups of seven.");
  crypto::wipe(raw);
  return share;
}

std::array<std::byte, 4> short_name(const DeploymentId& deployment) {
  std::array<std::byte, 4> name;
  std::ranges::copy(ByteView(deployment).first(name.size()), name.begin());
  return name;
}

}  // namespace strongroom::keyring
