#include "keyring/pkcs11_seal.h"

#include "crypto/random.h"
#include "keyring/known_answers.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";

/// A SoftHSM token with one AES key, made by the tools that an operator uses.
class Pkcs11SealTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = testing::TempDir() + "token-" + crypto::random_uuid();
    std::filesystem::create_directories(folder_ + "/tokens");
    std::ofstream(folder_ + "/softhsm2.conf")
        << "directories.tokendir = " << folder_ << "/tokens\nlog.level = ERROR\n";
    ::setenv("SOFTHSM2_CONF", (folder_ + "/softhsm2.conf").c_str(), 1);
    run("softhsm2-util --init-token --free --label strongroom --so-pin 87654321 --pin 1234");
    run(
        fmt::format("pkcs11-tool --module {} --token-label strongroom --login --pin 1234 --keygen "
                    "--key-type AES:32 --label root --sensitive",
                    kModule));
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  static void run(const std::string& command) {
    ASSERT_EQ(std::system((command + " > /dev/null 2>&1").c_str()), 0) << command;
  }
  static Pkcs11Seal seal(const Pkcs11Place& place, const std::string& pin = "1234") {
    return Pkcs11Seal(place, [pin]() -> Result<crypto::SecretBytes> {
      return crypto::SecretBytes::copy_of(bytes_of(pin));
    });
  }
  static std::string refusal(const Pkcs11Place& place, const std::string& pin = "1234") {
    const auto outcome = seal(place, pin).new_slot(kName);
    return outcome ? "" : outcome.error().message();
  }

  static inline std::string folder_;
  static inline const SlotName kName{.deployment = known_deployment(), .id = 3};
  static inline const Pkcs11Place kPlace{.module = kModule, .token = "strongroom", .key = "root"};
};

TEST_F(Pkcs11SealTest, GivesTheSecretOfASlotAgain) {
  auto made = seal(kPlace).new_slot(kName);
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(made->parameters.size(), 60U);
  const auto again = seal(kPlace).slot_secret(kName, made->parameters);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(copy_of(again->reveal()), copy_of(made->secret.reveal()));
}

TEST_F(Pkcs11SealTest, BindsTheSecretToItsSlotAndNoticesEveryChange) {
  const auto made = seal(kPlace).new_slot(kName).value();
  Pkcs11Seal opening = seal(kPlace);
  SlotName other = kName;
  other.id = 4;
  EXPECT_FALSE(opening.slot_secret(other, made.parameters));
  other = kName;
  other.deployment[0] ^= std::byte{1};
  EXPECT_FALSE(opening.slot_secret(other, made.parameters));
  for (std::size_t at = 0; at < made.parameters.size(); at += 7) {
    Bytes changed = made.parameters;
    changed[at] ^= std::byte{1};
    EXPECT_THAT(opening.slot_secret(kName, changed).error().message(),
                HasSubstr("does not open this store"));
  }
  for (const std::size_t size : {0U, 12U, 59U}) {
    EXPECT_FALSE(opening.slot_secret(kName, ByteView(made.parameters).first(size)));
  }
  EXPECT_TRUE(opening.slot_secret(kName, made.parameters)) << "a wrong slot is no wrong PIN";
}

TEST_F(Pkcs11SealTest, SaysWhatIsNotThere) {
  EXPECT_THAT(refusal({.module = "/nowhere.so", .token = "strongroom", .key = "root"}),
              HasSubstr("can't be loaded"));
  EXPECT_THAT(refusal({.module = kModule, .token = "other", .key = "root"}),
              HasSubstr("the token other is not present"));
  EXPECT_THAT(refusal({.module = kModule, .token = "strongroom", .key = "other"}),
              HasSubstr("has no key other"));
}

TEST_F(Pkcs11SealTest, TriesAWrongPinOnce) {
  int asked = 0;
  Pkcs11Seal wrong(kPlace, [&asked]() -> Result<crypto::SecretBytes> {
    ++asked;
    return crypto::SecretBytes::copy_of(bytes_of("9999"));
  });
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(wrong.new_slot(kName).error().message(), HasSubstr("refuses the PIN"));
  }
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(seal(kPlace).new_slot(kName)) << "the token is not locked";
}

}  // namespace
}  // namespace strongroom::keyring
