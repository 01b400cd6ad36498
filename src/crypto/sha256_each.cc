#include "crypto/sha256_each.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

#ifdef STRONGROOM_HAS_IPSEC_MB
#define NO_COMPAT_IMB_API_053
#include <intel-ipsec-mb.h>
#endif

namespace strongroom::crypto {
namespace {

#ifdef STRONGROOM_HAS_IPSEC_MB

constexpr std::size_t kLanes = 8;

/// A block in all lanes takes as long as this many, one after the other.
constexpr std::size_t kWorth = 3;

/// A longer text would have the others wait.
constexpr std::size_t kLongest = std::size_t{64} * 1024;

bool fills_lanes(std::span<const ByteView> texts) {
  std::size_t all = 0;
  std::size_t longest = 0;
  for (const ByteView text : texts) {
    all += text.size();
    longest = std::max(longest, text.size());
    if (text.empty()) return false;
  }
  return longest <= kLongest && all >= kWorth * longest;
}

/// The lanes of one thread, of AVX2: with the wider ones of AVX-512 the processor's clock falls for
/// all else.
class Lanes {
 public:
  Lanes() : manager_(alloc_mb_mgr(0)) {
    if (manager_ == nullptr) throw std::bad_alloc();
    if (are_faster()) init_mb_mgr_avx2(manager_.get());
  }

  /// With SHA extensions one text after the other is as fast. A library that does not wipe its
  /// lanes would keep parts of texts.
  bool are_faster() const {
    constexpr auto kNeeded = IMB_FEATURE_AVX2 | IMB_FEATURE_SAFE_DATA;
    return (manager_->features & (kNeeded | IMB_FEATURE_SHANI)) == kNeeded;
  }

  void add(ByteView text, Digest256& digest) {
    IMB_JOB* const job = IMB_GET_NEXT_JOB(manager_.get());
    job->cipher_mode = IMB_CIPHER_NULL;
    job->cipher_direction = IMB_DIR_ENCRYPT;
    job->chain_order = IMB_ORDER_HASH_CIPHER;
    job->hash_alg = IMB_AUTH_SHA_256;
    job->src = reinterpret_cast<const std::uint8_t*>(text.data());
    job->hash_start_src_offset_in_bytes = 0;
    job->msg_len_to_hash_in_bytes = text.size();
    job->auth_tag_output = reinterpret_cast<std::uint8_t*>(digest.data());
    job->auth_tag_output_len_in_bytes = digest.size();
    count(IMB_SUBMIT_JOB(manager_.get()));
  }

  /// How many were hashed.
  std::size_t finish() {
    while (count(IMB_FLUSH_JOB(manager_.get()))) {
    }
    return std::exchange(hashed_, 0);
  }

 private:
  /// Jobs come back in their order, each once.
  bool count(const IMB_JOB* job) {
    if (job != nullptr && job->status == IMB_STATUS_COMPLETED) ++hashed_;
    return job != nullptr;
  }

  struct Free {
    void operator()(IMB_MGR* manager) const noexcept { free_mb_mgr(manager); }
  };
  std::unique_ptr<IMB_MGR, Free> manager_;
  std::size_t hashed_ = 0;
};

/// False when that is not faster, or not all went well. At most kLanes texts.
bool hashed_in_lanes(std::span<const ByteView> texts, std::span<Digest256> digests) {
  if (!fills_lanes(texts)) return false;
  thread_local Lanes lanes;
  if (!lanes.are_faster()) return false;
  for (std::size_t i = 0; i < texts.size(); ++i) lanes.add(texts[i], digests[i]);
  return lanes.finish() == texts.size();
}

#else

constexpr std::size_t kLanes = 1;

bool hashed_in_lanes(std::span<const ByteView> /*texts*/, std::span<Digest256> /*digests*/) {
  return false;
}

#endif

}  // namespace

void sha256_each(std::span<const ByteView> texts, std::span<Digest256> digests) {
  if (texts.size() != digests.size()) throw std::invalid_argument("sha256_each: sizes differ");
  for (std::size_t at = 0; at < texts.size(); at += kLanes) {
    const std::size_t count = std::min(kLanes, texts.size() - at);
    if (hashed_in_lanes(texts.subspan(at, count), digests.subspan(at, count))) continue;
    for (std::size_t i = at; i < at + count; ++i) digests[i] = sha256(texts[i]);
  }
}

}  // namespace strongroom::crypto
