#include "keyring/passphrase_seal.h"

#include "keyring/known_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

PassphraseSeal with(std::string_view passphrase) {
  return PassphraseSeal(crypto::SecretBytes::copy_of(bytes_of(passphrase)));
}

TEST(PassphraseSealTest, GivesTheSameSecretForTheSamePassphraseAndAnotherForAnother) {
  PassphraseSeal seal = with("correct horse battery");
  const auto made = seal.new_slot({});
  ASSERT_TRUE(made) << made.error().message();
  const auto parameters = passphrase_parameters_of(made->parameters).value();
  EXPECT_GE(parameters.cost.memory_kib, PassphraseSeal::kFloor.memory_kib);
  EXPECT_EQ(parameters.cost.passes, 3U);
  const auto secret = [&](std::string_view passphrase) {
    return copy_of(with(passphrase).slot_secret({}, made->parameters).value().reveal());
  };
  EXPECT_EQ(secret("correct horse battery"), copy_of(made->secret.reveal()));
  EXPECT_NE(secret("correct horse batterz"), copy_of(made->secret.reveal()));
}

TEST(PassphraseSealTest, RefusesAShortPassphraseForANewSlot) {
  const auto outcome = with("thirteen chars").new_slot({});
  EXPECT_TRUE(outcome) << "fourteen";
  EXPECT_THAT(with("thirteen char").new_slot({}).error().message(), HasSubstr("at least 14"));
}

TEST(PassphraseSealTest, PassesOnWhyThereIsNoPassphrase) {
  PassphraseSeal seal([]() -> Result<crypto::SecretBytes> {
    return failure(ErrorCode::InvalidSetting, "nobody is there");
  });
  EXPECT_EQ(seal.new_slot({}).error().message(), "nobody is there");
}

Bytes stored(std::uint32_t passes, std::uint32_t memory_kib, std::uint32_t lanes) {
  return parameters_of({.cost = {.passes = passes, .memory_kib = memory_kib, .lanes = lanes}});
}

TEST(PassphraseSealTest, RefusesACostThatNobodyShouldPay) {
  EXPECT_TRUE(passphrase_parameters_of(stored(64, 2 * 1024 * 1024, 64)));
  for (const Bytes& forged :
       {stored(65, 65536, 4), stored(3, 2 * 1024 * 1024 + 1, 4), stored(3, 0xffffffff, 4),
        stored(3, 65536, 65), stored(0, 65536, 4), stored(3, 65536, 0)}) {
    EXPECT_FALSE(passphrase_parameters_of(forged));
    EXPECT_THAT(with("correct horse battery").slot_secret({}, forged).error().message(),
                HasSubstr("is damaged"));
  }
}

TEST(PassphraseSealTest, ReadsTheParametersItWroteAndNothingElse) {
  const Bytes whole = stored(3, 65536, 4);
  EXPECT_EQ(parameters_of(passphrase_parameters_of(whole).value()), whole);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(passphrase_parameters_of(ByteView(whole).first(size)));
  }
  Bytes longer = whole;
  longer.push_back({});
  EXPECT_FALSE(passphrase_parameters_of(longer));
}

}  // namespace
}  // namespace strongroom::keyring
