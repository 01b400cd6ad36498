#include "kms/import_wrapping.h"

#include "crypto/key_wrap.h"

#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

using enum WrappingAlgorithm;

const crypto::PrivateKey& wrapping_key() {
  static const auto key = crypto::PrivateKey::generate(crypto::kRsa2048);
  return key;
}

Bytes wrapped(crypto::OaepHash hash, ByteView plain) {
  return wrapping_key().public_key().encrypt(hash, plain).value();
}

Bytes doubly_wrapped(crypto::OaepHash hash, ByteView plain) {
  const Bytes key(crypto::kWrappingKeySize, std::byte{7});
  Bytes both = wrapped(hash, key);
  append(both, crypto::wrap_key(key, plain));
  return both;
}

struct Row {
  WrappingAlgorithm algorithm;
  Bytes wrapped;
};

class ImportWrappingTest : public testing::Test {
 protected:
  const Bytes plain_ = Bytes(32, std::byte{5});
  const std::vector<Row> rows_ = {
      {OaepSha1, wrapped(crypto::OaepHash::Sha1, plain_)},
      {OaepSha256, wrapped(crypto::OaepHash::Sha256, plain_)},
      {KeyWrapSha1, doubly_wrapped(crypto::OaepHash::Sha1, plain_)},
      {KeyWrapSha256, doubly_wrapped(crypto::OaepHash::Sha256, plain_)},
  };
};

TEST_F(ImportWrappingTest, OpensWhatWasWrappedByTheSameAlgorithmAlone) {
  for (const Row& row : rows_) {
    for (const WrappingAlgorithm algorithm : {OaepSha1, OaepSha256, KeyWrapSha1, KeyWrapSha256}) {
      const auto opened = unwrapped_import(wrapping_key(), algorithm, row.wrapped);
      ASSERT_EQ(opened.has_value(), algorithm == row.algorithm);
      if (opened) EXPECT_EQ(copy_of(opened->reveal()), plain_);
    }
  }
}

TEST_F(ImportWrappingTest, NoticesEveryChangedByteOfTheDoubleWrapping) {
  const Bytes& good = rows_.back().wrapped;
  for (std::size_t at = 200; at < good.size(); ++at) {
    Bytes changed = good;
    changed[at] ^= std::byte{1};
    EXPECT_FALSE(unwrapped_import(wrapping_key(), KeyWrapSha256, changed)) << at;
    EXPECT_FALSE(unwrapped_import(wrapping_key(), KeyWrapSha256, ByteView(good).first(at))) << at;
  }
}

TEST_F(ImportWrappingTest, OpensNothingForAnotherKey) {
  const auto other = crypto::PrivateKey::generate(crypto::kRsa2048);
  for (const Row& row : rows_) EXPECT_FALSE(unwrapped_import(other, row.algorithm, row.wrapped));
}

TEST(WrappingAlgorithmTest, HasTheNamesOfTheApi) {
  EXPECT_EQ(wrapping_algorithm("RSA_AES_KEY_WRAP_SHA_1"), KeyWrapSha1);
  EXPECT_EQ(wrapping_algorithm("RSAES_PKCS1_V1_5"), std::nullopt);
}

}  // namespace
}  // namespace strongroom::kms
