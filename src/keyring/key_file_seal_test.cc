#include "keyring/key_file_seal.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "keyring/key_text.h"
#include "keyring/known_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

class KeyFileSealTest : public testing::Test {
 protected:
  KeyFileSealTest() : folder_(testing::TempDir() + "key-file-" + crypto::random_uuid()) {
    std::filesystem::create_directory(folder_);
  }
  ~KeyFileSealTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file() const { return folder_ / "root.key"; }
  void write(std::string_view content, mode_t mode = 0600) const {
    std::ofstream(file(), std::ios::binary) << content;
    ASSERT_EQ(chmod(file().c_str(), mode), 0);
  }
  Result<crypto::LockedKey> secret() const { return KeyFileSeal(file()).slot_secret({}, {}); }
  void expect_refused(std::string_view why) const {
    const auto outcome = secret();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidSetting);
    EXPECT_THAT(outcome.error().message(), HasSubstr(file().string()));
    EXPECT_THAT(outcome.error().message(), HasSubstr(why));
  }

  const std::filesystem::path folder_;
};

TEST_F(KeyFileSealTest, ReadsTheSameKeyInEachForm) {
  const std::string raw(text_of(kKnownKey));
  std::string upper = hex_of(kKnownKey);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const std::string& content :
       {raw, hex_of(kKnownKey), hex_of(kKnownKey) + "\n", hex_of(kKnownKey) + "\r\n", upper,
        base64_of(kKnownKey), base64_of(kKnownKey) + "\n"}) {
    write(content);
    const auto key = secret();
    ASSERT_TRUE(key) << key.error().message();
    EXPECT_EQ(copy_of(key->reveal()), kKnownKey);
  }
}

TEST_F(KeyFileSealTest, RefusesContentThatIsNoKey) {
  for (const std::string& content :
       {std::string(), std::string(31, 'x'), std::string(33, 'x'), hex_of(kKnownKey).substr(1),
        hex_of(kKnownKey) + "\n\n", hex_of(kKnownKey) + "00", std::string(64, 'g'),
        std::string(44, '='), std::string(5000, 'a')}) {
    write(content);
    expect_refused("must hold 32 raw bytes, 64 hex digits or base64 of 32 bytes");
  }
}

TEST_F(KeyFileSealTest, RefusesAFileThatOthersMayRead) {
  for (const mode_t mode : {0640U, 0604U, 0660U, 0644U, 0610U}) {
    write(hex_of(kKnownKey), mode);
    expect_refused("run chmod 600");
  }
  write(hex_of(kKnownKey), 0400);
  EXPECT_TRUE(secret());
}

TEST_F(KeyFileSealTest, RefusesAFileThatIsMissing) { expect_refused("is missing"); }

TEST_F(KeyFileSealTest, RefusesWhatIsNotAFile) {
  ASSERT_EQ(mkfifo(file().c_str(), 0600), 0);
  expect_refused("is not a regular file");
}

TEST_F(KeyFileSealTest, RefusesParametersItNeverWrote) {
  write(hex_of(kKnownKey));
  EXPECT_FALSE(KeyFileSeal(file()).slot_secret({}, kKnownKey));
}

TEST_F(KeyFileSealTest, CreatesAFileThatOnlyTheOwnerMayRead) {
  ASSERT_TRUE(KeyFileSeal::create(file()));
  struct stat status{};
  ASSERT_EQ(stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
  EXPECT_EQ(status.st_size, 32);
  KeyFileSeal seal(file());
  const auto made = seal.new_slot({});
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->parameters.empty());
  EXPECT_EQ(copy_of(seal.slot_secret({}, {})->reveal()), copy_of(made->secret.reveal()));
}

TEST_F(KeyFileSealTest, NeverReplacesAFile) {
  write("precious");
  const auto outcome = KeyFileSeal::create(file());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidSetting);
  std::ifstream in(file());
  EXPECT_EQ(std::string(std::istreambuf_iterator(in), {}), "precious");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "left behind";
}

TEST_F(KeyFileSealTest, SaysWhenItCanNotCreate) {
  EXPECT_FALSE(KeyFileSeal::create(folder_ / "missing" / "root.key"));
}

TEST_F(KeyFileSealTest, ReadsACredentialThatSystemdHasSeenTo) {
  write(hex_of(kKnownKey), 0440);  // root's, with a list for the service's user: its mask shows
  ::setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);
  KeyFileSeal seal = KeyFileSeal::of_credential("root.key").value();
  EXPECT_EQ(seal.type(), SealType::Credential);
  EXPECT_EQ(copy_of(seal.slot_secret({}, {}).value().reveal()), kKnownKey);
  for (const auto* name : {"", ".", "..", "../root.key", "/root.key"}) {
    EXPECT_FALSE(KeyFileSeal::of_credential(name)) << name;
  }
  EXPECT_THAT(KeyFileSeal::of_credential("other").value().slot_secret({}, {}).error().message(),
              HasSubstr("is missing"));
  ::unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_THAT(KeyFileSeal::of_credential("root.key").error().message(),
              HasSubstr("LoadCredentialEncrypted="));
}

TEST(KeyTextTest, AgreesWithTheOrdinaryDecoders) {
  std::array<std::byte, 32> decoded;
  for (int i = 0; i < 300; ++i) {
    std::array<std::byte, 32> key;
    crypto::random_bytes(key);
    ASSERT_TRUE(decode_key_text(hex_of(key), decoded));
    EXPECT_EQ(decoded, key);
    ASSERT_TRUE(decode_key_text(base64_of(key), decoded));
    EXPECT_EQ(decoded, key);
  }
}

TEST(KeyTextTest, RefusesEveryOtherCharacterAndWipes) {
  for (const std::string& good : {hex_of(kKnownKey), base64_of(kKnownKey)}) {
    for (int c = 0; c < 256; ++c) {
      std::string text = good;
      text[5] = static_cast<char>(c);
      std::array<std::byte, 32> decoded{};
      std::array<std::byte, 40> room{};
      const bool expected = good.size() == 64 ? bytes_of_hex(text).has_value()
                                              : strongroom::decode_base64(text, room).has_value();
      EXPECT_EQ(decode_key_text(text, decoded), expected) << c;
      if (!expected) EXPECT_EQ(decoded, (std::array<std::byte, 32>{}));
    }
  }
}

TEST(KeyTextTest, RefusesBase64WithBitsBehindTheKey) {
  std::string text = base64_of(kKnownKey);
  text[42] = static_cast<char>(text[42] + 1);
  std::array<std::byte, 32> decoded;
  EXPECT_FALSE(decode_key_text(text, decoded));
}

}  // namespace
}  // namespace strongroom::keyring
