#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/aead.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace strongroom::keyring {

/// The first byte in clear. Stored; never change one.
enum class ValueType : std::uint8_t { String = 'S', Binary = 'B' };

/// A stored secret value (crypto contract 5.4), taken apart; borrows from it.
class SealedValue {
 public:
  /// InvalidCiphertext: not of this form.
  static Result<SealedValue> parse(ByteView stored);

  /// How often the data key is wrapped (once per KMS key that opens it), at least once.
  std::size_t wrap_count() const { return wrap_count_; }
  /// A KMS ciphertext blob with the data key; `index` < wrap_count().
  ByteView wrap(std::size_t index) const;

  /// Room that `open` needs.
  std::size_t plain_size() const { return sealed_.size() - crypto::kTagSize; }

  struct Opened {
    ValueType type;
    ByteView bytes;  ///< Inside of the room given to `open`.
  };
  /// `context` is the canonical one of {SecretARN, SecretVersionId}, `room` has plain_size() bytes
  /// and is wiped after a failure. InvalidCiphertext, whatever the reason.
  Result<Opened> open(ByteView data_key, ByteView context, std::span<std::byte> room) const;

 private:
  SealedValue(std::size_t wrap_count, ByteView wraps, ByteView iv, ByteView sealed)
      : wrap_count_(wrap_count), wraps_(wraps), iv_(iv), sealed_(sealed) {}

  std::size_t wrap_count_;
  ByteView wraps_;
  ByteView iv_;
  ByteView sealed_;
};

/// The stored form. `data_key` is fresh and encrypts this value only, `wraps` (1 to 255) is it
/// under each KMS key, `iv` random.
Bytes seal_secret_value(std::span<const ByteView> wraps, ByteView data_key, ByteView iv,
                        ByteView context, ValueType type, ByteView plain);

/// The same value with `wrap` before those of its wraps that `keep` says; nothing is opened.
/// `stored` is of the form that SealedValue::parse takes.
Bytes rewrapped_secret_value(ByteView stored, ByteView wrap,
                             const std::function<bool(ByteView wrap)>& keep);

}  // namespace strongroom::keyring
