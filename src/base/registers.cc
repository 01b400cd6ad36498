#include "base/registers.h"

namespace strongroom {
namespace {

// The compiler zeroes at the end what the function could have used; without the empty statement it
// would leave out the calls.
[[gnu::noinline, gnu::zero_call_used_regs("all")]] void wipe_basic() noexcept { asm volatile(""); }

#ifdef __x86_64__
// By hand: the compiler takes instructions of full width, for which some processors slow down.
// Those of 128 bits zero the rest of the register, too.
[[gnu::target("avx")]] void wipe_avx() noexcept {
  asm volatile("vzeroall" ::
                   : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                     "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}
[[gnu::target("avx512vl")]] void wipe_upper_half() noexcept {
  asm volatile(
      "vpxord %%xmm16, %%xmm16, %%xmm16\n vpxord %%xmm17, %%xmm17, %%xmm17\n"
      "vpxord %%xmm18, %%xmm18, %%xmm18\n vpxord %%xmm19, %%xmm19, %%xmm19\n"
      "vpxord %%xmm20, %%xmm20, %%xmm20\n vpxord %%xmm21, %%xmm21, %%xmm21\n"
      "vpxord %%xmm22, %%xmm22, %%xmm22\n vpxord %%xmm23, %%xmm23, %%xmm23\n"
      "vpxord %%xmm24, %%xmm24, %%xmm24\n vpxord %%xmm25, %%xmm25, %%xmm25\n"
      "vpxord %%xmm26, %%xmm26, %%xmm26\n vpxord %%xmm27, %%xmm27, %%xmm27\n"
      "vpxord %%xmm28, %%xmm28, %%xmm28\n vpxord %%xmm29, %%xmm29, %%xmm29\n"
      "vpxord %%xmm30, %%xmm30, %%xmm30\n vpxord %%xmm31, %%xmm31, %%xmm31\n" ::
          : "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24",
            "xmm25", "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31");
}
#endif

}  // namespace

void wipe_registers() noexcept {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512vl")) wipe_upper_half();
  if (__builtin_cpu_supports("avx")) return wipe_avx();
#endif
  wipe_basic();
}

}  // namespace strongroom
