#include "kms/key_service.h"

#include "base/sync_wait.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace strongroom::kms {
namespace {

using testing::HasSubstr;

constexpr std::string_view kAccount = "111122223333";
constexpr std::string_view kRegion = "eu-west-1";
constexpr std::pair<std::string_view, std::string_view> kContext[] = {{"SecretARN", "arn"},
                                                                      {"SecretVersionId", "id"}};

Bytes canonical(keyring::EncryptionContext context) {
  Arena arena;
  return copy_of(keyring::canonical_context(context, arena).value());
}

class KeyServiceTest : public testing::Test {
 protected:
  KeyServiceTest() { EXPECT_TRUE(service_.load()); }

  KeyPtr default_key() {
    return sync_wait(service_.secrets_manager_key(kAccount, kRegion)).value();
  }
  Error error_of(std::string_view key_id) {
    return service_.find(kAccount, kRegion, key_id).error();
  }

  FakeClock clock_;
  store::MemoryStore store_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace keys_{keyring_};
  KeyService service_{store_, keys_, keyring_, clock_};
};

TEST_F(KeyServiceTest, MakesTheDefaultKeyOnceForEachAccountAndRegion) {
  const KeyPtr key = default_key();
  EXPECT_TRUE(key->aws_managed);
  EXPECT_EQ(default_key()->id, key->id);
  EXPECT_NE(sync_wait(service_.secrets_manager_key(kAccount, "us-east-1")).value()->id, key->id);
  EXPECT_NE(sync_wait(service_.secrets_manager_key("444455556666", kRegion)).value()->id, key->id);
}

TEST_F(KeyServiceTest, GivesOneKeyToManyWhoAskAtOnce) {
  std::vector<std::string> ids(8);
  std::vector<std::thread> threads;
  for (std::string& id : ids) threads.emplace_back([&] { id = default_key()->id; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(ids, testing::Each(ids.front()));
}

TEST_F(KeyServiceTest, OpensADataKeyInItsContextAlone) {
  const DataKey data_key = service_.generate_data_key(*default_key(), canonical(kContext)).value();
  const Bytes context = canonical(kContext);
  std::array<std::byte, 32> plain{};
  ASSERT_TRUE(service_.open_data_key(kAccount, kRegion, data_key.wrapped, context, plain));
  EXPECT_TRUE(std::ranges::equal(plain, data_key.plaintext.reveal()));

  const Bytes other = canonical({});
  EXPECT_FALSE(service_.open_data_key(kAccount, kRegion, data_key.wrapped, other, plain));
  EXPECT_FALSE(service_.open_data_key("444455556666", kRegion, data_key.wrapped, context, plain));
  EXPECT_FALSE(service_.open_data_key(kAccount, "us-east-1", data_key.wrapped, context, plain));
}

TEST_F(KeyServiceTest, FindsItsKeysAgainAfterARestart) {
  const DataKey data_key = service_.generate_data_key(*default_key(), canonical(kContext)).value();
  KeyService again(store_, keys_, keyring_, clock_);
  ASSERT_TRUE(again.load());
  std::array<std::byte, 32> plain{};
  EXPECT_TRUE(again.open_data_key(kAccount, kRegion, data_key.wrapped, canonical(kContext), plain));
}

TEST_F(KeyServiceTest, FindsTheDefaultKeyByEveryForm) {
  EXPECT_EQ(service_.find(kAccount, kRegion, "alias/aws/secretsmanager").value(), nullptr);
  const KeyPtr key = default_key();
  for (const std::string& form :
       {std::string("alias/aws/secretsmanager"), key->id, key->arn(),
        std::string("arn:aws:kms:eu-west-1:111122223333:alias/aws/secretsmanager")}) {
    EXPECT_EQ(service_.find(kAccount, kRegion, form).value()->id, key->id) << form;
  }
}

TEST_F(KeyServiceTest, RefusesOtherKeysAsSecretsManagerShowsIt) {
  EXPECT_EQ(error_of("my-key").message(),
            "The operation failed because of an invalid KMS key: Invalid keyId");
  EXPECT_EQ(error_of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
                .message(),
            "The operation failed because of an invalid KMS key: Invalid arn us-east-1");
  EXPECT_THAT(error_of("1234abcd-12ab-34cd-56ef-1234567890ab").message(),
              HasSubstr("does not exist"));
  EXPECT_THAT(error_of("alias/mine").message(),
              HasSubstr("Alias arn:aws:kms:eu-west-1:111122223333:alias/mine is not found."));
  EXPECT_EQ(error_of("alias/aws/s3"),
            Error(ErrorCode::AccessDenied, "Access to KMS is not allowed"));
  EXPECT_EQ(error_of("arn:aws:s3:::bucket").code(), ErrorCode::InvalidParameter);
}

TEST_F(KeyServiceTest, KeepsAnotherAccountsKeyToItself) {
  const KeyPtr theirs = sync_wait(service_.secrets_manager_key("444455556666", kRegion)).value();
  EXPECT_THAT(error_of(theirs->arn()).message(), HasSubstr("does not exist"));
  EXPECT_THAT(error_of(theirs->id).message(), HasSubstr("does not exist"));
}

}  // namespace
}  // namespace strongroom::kms
