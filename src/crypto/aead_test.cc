#include "crypto/aead.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "crypto/wycheproof.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace strongroom::crypto {
namespace {

/// With a fixed key and IV: for tests alone.
struct Box {
  Bytes key = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  Bytes iv = hex("202122232425262728292a2b");
  Bytes associated = hex("aabbcc");

  Bytes seal(ByteView plain) const {
    Bytes sealed(plain.size() + kTagSize);
    aead_seal(key, iv, {associated}, plain, sealed);
    return sealed;
  }
  bool opens(ByteView sealed) const {
    Bytes plain(sealed.size() - kTagSize);
    return aead_open(key, iv, {associated}, sealed, plain);
  }
};

TEST(AeadTest, SealsAsTheGcmSpecificationsCase13) {
  Bytes tag(kTagSize);
  aead_seal(Bytes(32), Bytes(12), {}, {}, tag);
  EXPECT_EQ(hex_of(tag), "530f8afbc74536b9a963b4f1c4cb738b");
}

TEST(AeadTest, SealsAsTheGcmSpecificationsCase16) {
  const Bytes key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const Bytes plain =
      hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
          "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  Bytes sealed(plain.size() + kTagSize);
  aead_seal(key, hex("cafebabefacedbaddecaf888"),
            {hex("feedfacedeadbeeffeedfacedeadbeef"), hex("abaddad2")}, plain, sealed);
  EXPECT_EQ(hex_of(ByteView(sealed).last(kTagSize)), "76fc6ece0f4e1768cddf8853bb2d551b");
}

TEST(AeadTest, AgreesWithWycheproof) {
  std::size_t valid = 0;
  std::size_t invalid = 0;
  for_each_wycheproof_case("aes_gcm_test.json", [&](const auto& group, const auto& test) {
    if (group.at("keySize") != 256 || group.at("ivSize") != 96 || group.at("tagSize") != 128)
      return;
    SCOPED_TRACE(test.at("tcId"));
    const Bytes key = hex(test.at("key").as_string());
    const Bytes iv = hex(test.at("iv").as_string());
    const Bytes associated = hex(test.at("aad").as_string());
    const Bytes plain = hex(test.at("msg").as_string());
    Bytes sealed = hex(test.at("ct").as_string());
    append(sealed, hex(test.at("tag").as_string()));
    Bytes opened(plain.size());
    if (test.at("result") == "valid") {
      ++valid;
      Bytes ours(sealed.size());
      aead_seal(key, iv, {associated}, plain, ours);
      EXPECT_EQ(ours, sealed);
      EXPECT_TRUE(aead_open(key, iv, {associated}, sealed, opened));
      EXPECT_EQ(opened, plain);
    } else {
      ++invalid;
      EXPECT_FALSE(aead_open(key, iv, {associated}, sealed, opened));
    }
  });
  EXPECT_EQ(valid, 39U);
  EXPECT_EQ(invalid, 27U);
}

TEST(AeadTest, OpensInPlaceWhatItSealedInPlace) {
  const Box box;
  const Bytes plain = copy_of(bytes_of("a value that is longer than one block"));
  Bytes buffer = plain;
  buffer.resize(plain.size() + kTagSize);
  aead_seal(box.key, box.iv, {}, std::span(buffer).first(plain.size()), buffer);
  ASSERT_TRUE(aead_open(box.key, box.iv, {}, buffer, std::span(buffer).first(plain.size())));
  buffer.resize(plain.size());
  EXPECT_EQ(buffer, plain);
}

TEST(AeadTest, RefusesEveryFlippedBit) {
  const Box box;
  Bytes sealed = box.seal(bytes_of("seventeen bytes!!"));
  ASSERT_TRUE(box.opens(sealed));
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    const std::byte mask{static_cast<std::uint8_t>(1U << bit % 8)};
    sealed[bit / 8] ^= mask;
    EXPECT_FALSE(box.opens(sealed)) << bit;
    sealed[bit / 8] ^= mask;
  }
}

TEST(AeadTest, RefusesEveryTruncation) {
  const Box box;
  const Bytes sealed = box.seal(bytes_of("seventeen bytes!!"));
  for (std::size_t size = kTagSize; size < sealed.size(); ++size) {
    EXPECT_FALSE(box.opens(ByteView(sealed).first(size))) << size;
  }
}

TEST(AeadTest, RefusesLessThanATag) {
  const Box box;
  EXPECT_FALSE(aead_open(box.key, box.iv, {}, Bytes(kTagSize - 1), {}));
}

TEST(AeadTest, WipesThePlainTextThatItCouldNotVerify) {
  const Box box;
  Bytes sealed = box.seal(bytes_of("seventeen bytes!!"));
  sealed.back() ^= std::byte{1};
  Bytes plain(sealed.size() - kTagSize, std::byte{0xee});
  ASSERT_FALSE(aead_open(box.key, box.iv, {box.associated}, sealed, plain));
  EXPECT_EQ(plain, Bytes(plain.size()));
}

TEST(AeadTest, LeavesNoErrorBehindForTls) {
  const Box box;
  EXPECT_FALSE(box.opens(Bytes(40)));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(AeadTest, WorksAgainAfterAFailure) {
  const Box box;
  const Bytes sealed = box.seal(bytes_of("value"));
  EXPECT_FALSE(box.opens(Bytes(40)));
  EXPECT_TRUE(box.opens(sealed));
}

TEST(AeadTest, ThrowsAtAKeyIvOrBufferOfTheWrongSize) {
  const Box box;
  Bytes sealed(kTagSize + 4);
  const Bytes plain(4);
  EXPECT_THROW(aead_seal(Bytes(16), box.iv, {}, plain, sealed), std::invalid_argument);
  EXPECT_THROW(aead_seal(box.key, {}, {}, plain, sealed), std::invalid_argument);
  EXPECT_THROW(aead_seal(box.key, box.iv, {}, plain, std::span(sealed).first(kTagSize)),
               std::invalid_argument);
}

TEST(AeadTest, ServesManyThreads) {
  const Box box;
  const Bytes expected = box.seal(bytes_of("value"));
  std::array<bool, 4> good{};
  {
    std::array<std::jthread, 4> threads;
    for (std::size_t i = 0; i < threads.size(); ++i) {
      threads[i] = std::jthread([&, i] {
        good[i] = true;
        for (int round = 0; round < 200; ++round) {
          good[i] = good[i] && box.seal(bytes_of("value")) == expected && box.opens(expected);
        }
      });
    }
  }
  EXPECT_TRUE(std::ranges::all_of(good, std::identity()));
}

}  // namespace
}  // namespace strongroom::crypto
