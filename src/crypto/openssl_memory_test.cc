#include "crypto/openssl_memory.h"

#include "base/registers.h"
#include "crypto/dump_search.h"
#include "crypto/locked_memory.h"
#include "crypto/private_key.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace strongroom::crypto {
namespace {

using libcrypto::KeyMemory;

// Before `main`, so before any test has used OpenSSL.
[[maybe_unused]] const bool guarded = (libcrypto::guard_memory(), true);

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kLocks = false;  // their mlock does nothing
#else
constexpr bool kLocks = true;
#endif

TEST(KeyMemoryTest, IsLockedAndLeftOutOfDumps) {
  for (const std::size_t size : {1UL, 48UL, 49UL, 1000UL, 16000UL}) {
    void* ordinary = OPENSSL_malloc(size);
    void* guarded_one = nullptr;
    {
      const KeyMemory memory;
      guarded_one = OPENSSL_malloc(size);
    }
    const Mapping mapping = mapping_of(guarded_one);
    EXPECT_TRUE(mapping.left_out_of_dumps()) << size;
    EXPECT_EQ(mapping.locked(), kLocks) << size;
    EXPECT_FALSE(mapping_of(ordinary).left_out_of_dumps()) << size;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(guarded_one) % alignof(std::max_align_t), 0U);
    OPENSSL_free(ordinary);
    OPENSSL_free(guarded_one);
  }
}

TEST(KeyMemoryTest, IsWipedWhenItIsGivenBack) {
  const KeyMemory memory;
  auto* const bytes = static_cast<unsigned char*>(OPENSSL_malloc(100));
  std::fill_n(bytes, 100, 0x5a);
  OPENSSL_free(bytes);
  EXPECT_EQ(std::count(bytes, bytes + 100, 0), 100) << "the slot stays mapped";
}

TEST(KeyMemoryTest, KeepsItsContentAndItsKindWhenItGrows) {
  void* bytes = nullptr;
  {
    const KeyMemory memory;
    bytes = OPENSSL_malloc(8);
  }
  std::memcpy(bytes, "content", 8);
  for (const std::size_t size : {100UL, 4000UL, 8UL}) {
    bytes = OPENSSL_realloc(bytes, size);
    EXPECT_STREQ(static_cast<const char*>(bytes), "content");
    EXPECT_TRUE(mapping_of(bytes).left_out_of_dumps());
  }
  EXPECT_EQ(OPENSSL_realloc(bytes, 0), nullptr);
}

TEST(KeyMemoryTest, LeavesToTheHeapWhatIsLargerThanAnyKey) {
  const KeyMemory memory;
  void* const bytes = OPENSSL_zalloc(100'000);
  EXPECT_NE(bytes, nullptr);
  EXPECT_FALSE(mapping_of(bytes).left_out_of_dumps());
  OPENSSL_free(bytes);
}

/// 32 bytes of each private number of a key, as they are written and as OpenSSL holds them.
std::vector<LongLockedKey> private_numbers(const PrivateKey& key) {
  const KeyMemory memory;
  const SecretBytes der = key.der();
  const auto* at = reinterpret_cast<const unsigned char*>(der.reveal().data());
  EVP_PKEY* const read = d2i_AutoPrivateKey(nullptr, &at, std::ssize(der.reveal()));
  std::vector<LongLockedKey> numbers;
  const auto add = [&](const unsigned char* bytes) {
    for (const bool reversed : {false, true}) {
      LongLockedKey& needle = numbers.emplace_back(32);
      std::copy_n(reinterpret_cast<const std::byte*>(bytes), 32, needle.writable().begin());
      if (reversed) std::ranges::reverse(needle.writable());
    }
  };
  for (const char* name : {OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1,
                           OSSL_PKEY_PARAM_RSA_FACTOR2, OSSL_PKEY_PARAM_RSA_EXPONENT1,
                           OSSL_PKEY_PARAM_RSA_COEFFICIENT1, OSSL_PKEY_PARAM_PRIV_KEY}) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(read, name, &number) != 1) continue;
    constexpr int kWidth = 512;
    auto* const bytes = static_cast<unsigned char*>(OPENSSL_malloc(kWidth));
    BN_bn2binpad(number, bytes, kWidth);
    add(bytes + kWidth - 32);
    OPENSSL_free(bytes);
    BN_clear_free(number);
  }
  std::size_t size = 32;
  auto* const seed = static_cast<unsigned char*>(OPENSSL_malloc(size));
  if (EVP_PKEY_get_raw_private_key(read, seed, &size) == 1) add(seed);
  OPENSSL_free(seed);
  EVP_PKEY_free(read);
  return numbers;
}

class PrivateKeyMemoryTest : public testing::TestWithParam<KeyPairSpec> {};

INSTANTIATE_TEST_SUITE_P(EachKind, PrivateKeyMemoryTest,
                         testing::Values(kRsa2048, kP256, kP384, kP521, kSecp256k1, kEd25519));

/// All that can be done with a key.
void use(const PrivateKey& key) {
  const PublicKey half = key.public_key();
  for (const auto algorithm :
       {SignatureAlgorithm::Ps256, SignatureAlgorithm::Es256, SignatureAlgorithm::Es384,
        SignatureAlgorithm::Es512, SignatureAlgorithm::Es256k, SignatureAlgorithm::Ed25519}) {
    static_cast<void>(key.sign(algorithm, bytes_of("message")));
  }
  static_cast<void>(key.shared_secret(half));
  if (const auto sealed = half.encrypt(OaepHash::Sha256, bytes_of("x"))) {
    EXPECT_TRUE(key.decrypt(OaepHash::Sha256, *sealed));
  }
}

/// A key that was made here, the same one read again, both used; the numbers of it.
std::vector<LongLockedKey> numbers_of_a_used_key(const KeyPairSpec& spec) {
  const PrivateKey made = PrivateKey::generate(spec);
  use(made);
  const auto read = PrivateKey::of_der(spec, made.der().reveal());
  if (!read) return {};
  use(*read);
  auto numbers = private_numbers(*read);
  wipe_registers();  // as at the end of a request
  return numbers;
}

TEST_P(PrivateKeyMemoryTest, NoDumpShowsAKeyThatIsUsed) {
  // At the first call of each function the loader keeps on the stack what stands in registers.
  static_cast<void>(numbers_of_a_used_key(GetParam()));
  const std::vector<LongLockedKey> numbers = numbers_of_a_used_key(GetParam());
  ASSERT_GE(numbers.size(), 2U);
  EXPECT_EQ(shown_in_a_dump(numbers), 0U);
  const SecretBytes control = SecretBytes::copy_of(numbers.front().reveal());
  EXPECT_EQ(shown_in_a_dump(numbers), 1U) << "the search finds what is there";
}

}  // namespace
}  // namespace strongroom::crypto
