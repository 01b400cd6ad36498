#include "kms/key_import.h"

#include "base/encoding.h"
#include "kms/key_changes.h"
#include "kms/key_material.h"

#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

using std::chrono::hours;

class KeyImportTest : public testing::Test {
 protected:
  KeyImportTest() {
    key_.account = "111122223333";
    key_.region = "eu-west-1";
    key_.id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    key_.origin = kExternalOrigin;
    key_.state = KeyState::PendingImport;
  }

  Import brought(ByteView material, std::optional<Timestamp> valid_to = {}) const {
    return {.material = material, .valid_to = valid_to, .description = "mine", .now = now_};
  }
  KeyMaterialPtr material() const { return unwrapped_material(keyring_, key_).value(); }
  Fingerprint fingerprint(const Bytes& of) const {
    return fingerprint_of(of, *keyring::key_uuid_of(key_.id));
  }

  const Timestamp now_ = timestamp_of(1'700'000'000'123);
  const keyring::Keyring keyring_ = keyring::Keyring::create(now_);
  const Bytes first_ = Bytes(32, std::byte{1});
  const Bytes second_ = Bytes(32, std::byte{2});
  Key key_;
};

TEST_F(KeyImportTest, ItsFirstMaterialMakesAKeyUsable) {
  import_new(keyring_, key_, brought(first_, now_ + hours(1)));
  EXPECT_EQ(key_.state, KeyState::Enabled);
  EXPECT_EQ(copy_of(material()->current().reveal()), first_);
  EXPECT_EQ(key_.due(), now_ + hours(1));
  EXPECT_EQ(material_id(key_, 1), material()->current().material_id());
}

TEST_F(KeyImportTest, DeletedMaterialIsGoneAndOnlyTheSameComesBack) {
  import_new(keyring_, key_, brought(first_, now_ + hours(1)));
  delete_material(key_, fingerprint(first_));
  EXPECT_EQ(key_.state, KeyState::PendingImport);
  EXPECT_TRUE(key_.generations[0].wrapped.empty());
  EXPECT_EQ(key_.due(), std::nullopt);
  EXPECT_TRUE(material()->generations.empty());
  EXPECT_EQ(material_id(key_, 1), hex_of(fingerprint(first_)));

  EXPECT_FALSE(import_again(keyring_, key_, brought(second_)));
  EXPECT_EQ(key_.state, KeyState::PendingImport);
  EXPECT_TRUE(import_again(keyring_, key_, brought(first_)));
  EXPECT_EQ(key_.state, KeyState::Enabled);
  EXPECT_EQ(copy_of(material()->current().reveal()), first_);
}

TEST_F(KeyImportTest, NewMaterialWaitsForARotation) {
  import_new(keyring_, key_, brought(first_));
  import_new(keyring_, key_, brought(second_, now_ + hours(2)));
  EXPECT_EQ(copy_of(material()->current().reveal()), first_);
  EXPECT_EQ(key_.due(), now_ + hours(2));
  rotate_to_pending(key_, now_);
  EXPECT_FALSE(key_.pending);
  EXPECT_EQ(copy_of(material()->current().reveal()), second_);
  EXPECT_EQ(copy_of(material()->generations[0].reveal()), first_);
}

TEST_F(KeyImportTest, AKeyIsUsableWithAllItsGenerationsAlone) {
  import_new(keyring_, key_, brought(first_));
  import_new(keyring_, key_, brought(second_));
  rotate_to_pending(key_, now_);
  delete_material(key_, fingerprint(first_));
  EXPECT_EQ(key_.state, KeyState::PendingImport);
  EXPECT_TRUE(import_again(keyring_, key_, brought(first_)));
  EXPECT_EQ(key_.state, KeyState::Enabled);
}

TEST_F(KeyImportTest, MaterialThatWaitsGoesWithoutATrace) {
  import_new(keyring_, key_, brought(first_));
  import_new(keyring_, key_, brought(second_, now_ + hours(1)));
  delete_expired_material(key_, now_ + hours(1));
  EXPECT_FALSE(key_.pending);
  EXPECT_EQ(key_.state, KeyState::Enabled);
  EXPECT_EQ(find_material(key_, hex_of(fingerprint(second_))), nullptr);
  EXPECT_EQ(find_material(key_, hex_of(fingerprint(first_))), &key_.generations[0]);
}

TEST_F(KeyImportTest, ExpiresAtItsTimeAndNotBefore) {
  import_new(keyring_, key_, brought(first_, now_ + hours(1)));
  delete_expired_material(key_, now_ + hours(1) - std::chrono::milliseconds(1));
  EXPECT_EQ(key_.state, KeyState::Enabled);
  delete_expired_material(key_, now_ + hours(1));
  EXPECT_EQ(key_.state, KeyState::PendingImport);
}

TEST_F(KeyImportTest, DeletionOfTheKeyGoesOnWithoutItsMaterial) {
  import_new(keyring_, key_, brought(first_));
  key_.state = KeyState::PendingDeletion;
  delete_material(key_, fingerprint(first_));
  EXPECT_EQ(key_.state, KeyState::PendingDeletion);
}

TEST(ImportableMaterialTest, HasTheSizeOfItsKind) {
  for (const auto& [spec, usage, size] : {std::tuple("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", 32UL),
                                          std::tuple("HMAC_224", "GENERATE_VERIFY_MAC", 28UL),
                                          std::tuple("HMAC_256", "GENERATE_VERIFY_MAC", 32UL),
                                          std::tuple("HMAC_384", "GENERATE_VERIFY_MAC", 48UL),
                                          std::tuple("HMAC_512", "GENERATE_VERIFY_MAC", 64UL)}) {
    const KeyKind& kind = *find_kind(spec, usage);
    for (const std::size_t given : {0UL, size - 1, size, size + 1}) {
      EXPECT_EQ(importable_material(kind, Bytes(given)).has_value(), given == size) << spec;
    }
  }
}

TEST(ImportableMaterialTest, OfAKeyPairIsAKeyOfItsSpec) {
  const auto der = crypto::PrivateKey::generate(crypto::kP256).der();
  EXPECT_TRUE(importable_material(*find_kind("ECC_NIST_P256", "SIGN_VERIFY"), der.reveal()));
  EXPECT_FALSE(importable_material(*find_kind("ECC_NIST_P384", "SIGN_VERIFY"), der.reveal()));
  EXPECT_FALSE(importable_material(*find_kind("RSA_2048", "SIGN_VERIFY"), der.reveal()));
  EXPECT_FALSE(importable_material(*find_kind("ECC_NIST_P256", "SIGN_VERIFY"), Bytes(32)));
}

}  // namespace
}  // namespace strongroom::kms
