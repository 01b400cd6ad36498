#include "base/base64_blocks.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace strongroom {

// The way of Muła and Lemire: "Faster Base64 Encoding and Decoding using AVX2 Instructions", 2018.
#if defined(__x86_64__)
namespace {

constexpr std::size_t kCharacters = 16;
constexpr std::size_t kBytes = 12;

const auto* block_at(const auto* memory) { return reinterpret_cast<const __m128i*>(memory); }

/// Of the first twelve bytes: sixteen numbers of six bits.
[[gnu::target("ssse3")]] __m128i sixes_of(__m128i bytes) {
  const __m128i doubled =
      _mm_shuffle_epi8(bytes, _mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10));
  const __m128i first_and_third = _mm_mulhi_epu16(
      _mm_and_si128(doubled, _mm_set1_epi32(0x0fc0fc00)), _mm_set1_epi32(0x04000040));
  const __m128i second_and_fourth = _mm_mullo_epi16(
      _mm_and_si128(doubled, _mm_set1_epi32(0x003f03f0)), _mm_set1_epi32(0x01000010));
  return _mm_or_si128(first_and_third, second_and_fourth);
}

/// What is added to a number to get its character, by the part of the alphabet that it lies in:
/// upper case at 13, lower case at 0, digits at 1 to 10, the two signs at 11 and 12.
[[gnu::target("ssse3")]] __m128i characters_of(__m128i sixes) {
  const __m128i is_upper = _mm_cmpgt_epi8(_mm_set1_epi8(26), sixes);
  const __m128i part = _mm_or_si128(_mm_subs_epu8(sixes, _mm_set1_epi8(51)),
                                    _mm_and_si128(is_upper, _mm_set1_epi8(13)));
  constexpr char kDigit = '0' - 52;
  const __m128i offsets =
      _mm_setr_epi8('a' - 26, kDigit, kDigit, kDigit, kDigit, kDigit, kDigit, kDigit, kDigit,
                    kDigit, kDigit, '+' - 62, '/' - 63, 'A', 0, 0);
  return _mm_add_epi8(sixes, _mm_shuffle_epi8(offsets, part));
}

struct Sixes {
  __m128i numbers;
  bool valid;
};

/// A character's two hexadecimal digits name a bit each of what is wrong with it: both bits set in
/// one place, and it is none of the alphabet.
[[gnu::target("ssse3")]] Sixes sixes_of_text(__m128i text) {
  const __m128i low_bits = _mm_set1_epi8(0x2f);  // '/' itself, which the last table tells apart
  const __m128i high = _mm_and_si128(_mm_srli_epi32(text, 4), low_bits);
  const __m128i low = _mm_and_si128(text, low_bits);
  const __m128i wrong_by_high =
      _mm_shuffle_epi8(_mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10,
                                     0x10, 0x10, 0x10, 0x10, 0x10, 0x10),
                       high);
  const __m128i wrong_by_low =
      _mm_shuffle_epi8(_mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                                     0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a),
                       low);
  const __m128i is_slash = _mm_cmpeq_epi8(text, low_bits);
  const __m128i offsets =
      _mm_shuffle_epi8(_mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0),
                       _mm_add_epi8(is_slash, high));
  const __m128i wrong = _mm_and_si128(wrong_by_high, wrong_by_low);
  return {.numbers = _mm_add_epi8(text, offsets),
          .valid = _mm_movemask_epi8(_mm_cmpgt_epi8(wrong, _mm_setzero_si128())) == 0};
}

/// Twelve bytes, and four of no meaning.
[[gnu::target("ssse3")]] __m128i bytes_of_sixes(__m128i sixes) {
  const __m128i twelves = _mm_maddubs_epi16(sixes, _mm_set1_epi32(0x01400140));
  const __m128i groups = _mm_madd_epi16(twelves, _mm_set1_epi32(0x00011000));
  return _mm_shuffle_epi8(groups,
                          _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
}

[[gnu::target("ssse3")]] std::size_t encode_blocks(ByteView bytes, char* out) {
  std::size_t done = 0;
  for (; bytes.size() - done >= sizeof(__m128i); done += kBytes, out += kCharacters) {
    const __m128i sixes = sixes_of(_mm_loadu_si128(block_at(bytes.data() + done)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), characters_of(sixes));
  }
  return done;
}

[[gnu::target("ssse3")]] std::size_t decode_blocks(std::string_view text,
                                                   std::span<std::byte> out) {
  std::size_t done = 0;
  std::byte* to = out.data();
  for (std::size_t room = out.size(); text.size() - done >= kCharacters && room >= sizeof(__m128i);
       done += kCharacters, to += kBytes, room -= kBytes) {
    const auto [sixes, valid] = sixes_of_text(_mm_loadu_si128(block_at(text.data() + done)));
    if (!valid) break;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes_of_sixes(sixes));
  }
  return done;
}

}  // namespace

std::size_t encode_base64_blocks(ByteView bytes, char* out) {
  return __builtin_cpu_supports("ssse3") ? encode_blocks(bytes, out) : 0;
}

std::size_t decode_base64_blocks(std::string_view text, std::span<std::byte> out) {
  return __builtin_cpu_supports("ssse3") ? decode_blocks(text, out) : 0;
}

#else

std::size_t encode_base64_blocks(ByteView, char*) { return 0; }
std::size_t decode_base64_blocks(std::string_view, std::span<std::byte>) { return 0; }

#endif

}  // namespace strongroom
