// What two clients do to one key at the same time: neither change is lost, and nothing is done to a
// key as it was before.
#include "crypto/public_key.h"
#include "ops/kms/disable_key.h"
#include "ops/kms/get_parameters_for_import.h"
#include "ops/kms/import_key_material.h"
#include "ops/kms/rotate_key_on_demand.h"
#include "ops/kms/tag_resource.h"
#include "ops/kms/testing/kms_fixture.h"

#include <array>

namespace strongroom::ops::kms_api {
namespace {

class ConcurrentKmsChangesTest : public testing::KmsTest {
 protected:
  GetParametersForImport::Output parameters(std::string_view id) {
    return call<GetParametersForImport>({.key_id = id,
                                         .wrapping_algorithm = "RSAES_OAEP_SHA_256",
                                         .wrapping_key_spec = "RSA_2048"})
        .value();
  }
  Result<ImportKeyMaterial::Output> import(std::string_view id,
                                           const GetParametersForImport::Output& given) {
    const Bytes sealed = crypto::PublicKey::of_der(given.public_key)
                             ->encrypt(crypto::OaepHash::Sha256, Bytes(32, std::byte{7}))
                             .value();
    ImportKeyMaterial::Input input{};
    input.key_id = id;
    input.import_token = given.import_token;
    input.encrypted_key_material = sealed;
    input.expiration_model = kDoesNotExpire;
    return call<ImportKeyMaterial>(input);
  }
  void tag(std::string_view id, std::string_view name) {
    const std::array tags{Tag{.key = name, .value = "v"}};
    EXPECT_TRUE(call<TagResource>({.key_id = id, .tags = tags}));
  }
};

TEST_F(ConcurrentKmsChangesTest, BothTagsStay) {
  const std::string id = new_key();
  before_handle_ = [&] { tag(id, "second"); };
  tag(id, "first");
  EXPECT_EQ(key(id)->tags.size(), 2U);
}

TEST_F(ConcurrentKmsChangesTest, AKeyThatWasDisabledMeanwhileDoesNotRotate) {
  const std::string id = new_key();
  before_handle_ = [&] { EXPECT_TRUE(call<DisableKey>({.key_id = id})); };
  const auto rotated = call<RotateKeyOnDemand>({.key_id = id});
  ASSERT_FALSE(rotated);
  EXPECT_EQ(rotated.error().code(), ErrorCode::KeyDisabled);
  EXPECT_EQ(key(id)->generations.size(), 1U);
}

TEST_F(ConcurrentKmsChangesTest, AnImportByATokenThatWasReplacedMeanwhileIsRefused) {
  const std::string id = new_key(kms::kExternalOrigin);
  const auto given = parameters(id);
  before_handle_ = [&] { parameters(id); };
  const auto imported = import(id, given);
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().code(), ErrorCode::ExpiredImportToken);
  EXPECT_TRUE(key(id)->generations.empty());
}

TEST_F(ConcurrentKmsChangesTest, OfTwoTokensTheOneThatWasCommittedLastIsGood) {
  const std::string id = new_key(kms::kExternalOrigin);
  GetParametersForImport::Output earlier;
  before_handle_ = [&] { earlier = parameters(id); };
  const auto later = parameters(id);
  EXPECT_FALSE(import(id, earlier));
  EXPECT_TRUE(import(id, later));
}

}  // namespace
}  // namespace strongroom::ops::kms_api
