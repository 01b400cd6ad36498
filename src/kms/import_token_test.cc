#include "kms/import_token.h"

#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

Key key_named(std::string arn) {
  Key key;
  key.arn = std::move(arn);
  key.import_tokens = 1;
  return key;
}

class ImportTokenTest : public testing::Test {
 protected:
  Result<ImportToken> opened(const Bytes& sealed, Timestamp now) const {
    return open_import_token(keyring_, key_, sealed, now);
  }

  const Timestamp now_ = timestamp_of(1'700'000'000'123);
  const keyring::Keyring keyring_ = keyring::Keyring::create(now_);
  const Key key_ = key_named("arn:aws:kms:eu-west-1:111122223333:key/one");
  const ImportToken token_{.algorithm = WrappingAlgorithm::KeyWrapSha256,
                           .spec = crypto::kRsa2048,
                           .valid_to = now_ + hours(24),
                           .number = 1,
                           .key = crypto::PrivateKey::generate(crypto::kRsa2048)};
  const Bytes sealed_ = seal_import_token(keyring_, key_, token_);
};

TEST_F(ImportTokenTest, OpensUntilItExpires) {
  const ImportToken token = opened(sealed_, token_.valid_to - milliseconds(1)).value();
  EXPECT_EQ(token.algorithm, token_.algorithm);
  EXPECT_EQ(token.valid_to, token_.valid_to);
  EXPECT_EQ(token.key.public_key().der(), token_.key.public_key().der());
  EXPECT_EQ(opened(sealed_, token_.valid_to).error().code(), ErrorCode::ExpiredImportToken);
}

TEST_F(ImportTokenTest, IsWorthNothingOnceAnotherWasGiven) {
  Key later = key_;
  ++later.import_tokens;
  EXPECT_EQ(open_import_token(keyring_, later, sealed_, now_).error().code(),
            ErrorCode::ExpiredImportToken);
}

TEST_F(ImportTokenTest, IsForOneKeyOfOneDeployment) {
  const Key other = key_named("arn:aws:kms:eu-west-1:111122223333:key/other");
  EXPECT_EQ(open_import_token(keyring_, other, sealed_, now_).error().code(),
            ErrorCode::InvalidImportToken);
  EXPECT_FALSE(open_import_token(keyring::Keyring::create(now_), key_, sealed_, now_));
}

TEST_F(ImportTokenTest, NoticesEveryChangedByteTruncationAndExtension) {
  for (std::size_t at = 0; at < sealed_.size(); ++at) {
    Bytes changed = sealed_;
    changed[at] ^= std::byte{1};
    EXPECT_EQ(opened(changed, now_).error().code(), ErrorCode::InvalidImportToken) << at;
    changed = sealed_;
    changed.resize(at);
    EXPECT_FALSE(opened(changed, now_)) << at;
  }
  Bytes longer = sealed_;
  longer.push_back(std::byte{0});
  EXPECT_FALSE(opened(longer, now_));
}

TEST_F(ImportTokenTest, FitsTheApiForTheLongestKey) {
  const ImportToken longest{.algorithm = token_.algorithm,
                            .spec = crypto::kRsa4096,
                            .valid_to = token_.valid_to,
                            .number = 1,
                            .key = crypto::PrivateKey::generate(crypto::kRsa4096)};
  EXPECT_LE(seal_import_token(keyring_, key_, longest).size(), 6144U);
}

}  // namespace
}  // namespace strongroom::kms
