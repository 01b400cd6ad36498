#include "base/registers.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace strongroom {
namespace {

#ifdef __x86_64__
using Register = std::array<std::uint64_t, 4>;
constexpr Register kSecret{1, 2, 3, 4};

TEST(WipeRegistersTest, LeavesNothingOfASecret) {
  Register left = kSecret;
  asm volatile("movdqu %0, %%xmm9" : : "m"(kSecret) : "xmm9");
  wipe_registers();
  asm volatile("movdqu %%xmm9, %0" : "=m"(left));
  EXPECT_EQ(left, (Register{0, 0, 3, 4}));
}

[[gnu::target("avx512vl")]] void fill_the_last() {
  asm volatile("vmovdqu64 %0, %%ymm31" : : "m"(kSecret) : "xmm31");
}
[[gnu::target("avx512vl")]] Register last() {
  Register left{};
  asm volatile("vmovdqu64 %%ymm31, %0" : "=m"(left));
  return left;
}

TEST(WipeRegistersTest, LeavesNothingInThoseOfAvx512) {
  if (!__builtin_cpu_supports("avx512vl")) GTEST_SKIP() << "this processor has none";
  fill_the_last();
  wipe_registers();
  EXPECT_EQ(last(), Register{});
}
#endif

}  // namespace
}  // namespace strongroom
