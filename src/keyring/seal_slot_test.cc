#include "keyring/seal_slot.h"

#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace strongroom::keyring {
namespace {

constexpr std::string_view kKnownJson =
    R"({"format":"strongroom seal slot 1","deployment":"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",)"
    R"("root_generation":1,"slot":1,"type":1,"parameters":"",)"
    R"("salt":"101112131415161718191a1b1c1d1e1f",)"
    R"("check":"04fdea7f5fbb9686c8a766684a35ca83ce92587b62b231518e3e4bfd638de172",)"
    R"("wrapped":"202122232425262728292a2b93e4bf2fcbf2e81b2119fdd11b9f120255b728a584909f4137dfe8b745c969a84f238c74f2ad8830b40127d1a182a27c"})";

SealSlot known_slot(Bytes parameters = {}) {
  return seal_root_key({.deployment = known_deployment(),
                        .root_generation = 1,
                        .id = 1,
                        .type = SealType::KeyFile,
                        .parameters = std::move(parameters)},
                       kKnownKey, kKnownRootKey, known_nonce());
}

TEST(SealSlotTest, DerivesTheKnownKeys) {
  Bytes keys(64);
  crypto::derive(kKnownKey, "seal/v1", counting(0x10, 16), keys);
  EXPECT_EQ(hex_of(ByteView(keys).first(32)),
            "4fe2ef95c50a7d83d48174467efc7c8cb5037580f0806e7486b612fa3a210e41");
}

TEST(SealSlotTest, GivesTheKnownAnswer) { EXPECT_EQ(json_of(known_slot()), kKnownJson); }

TEST(SealSlotTest, OpensWhatItSealed) {
  const auto slot = seal_slot_of(json_of(known_slot(counting(0x00, 300))));
  ASSERT_TRUE(slot);
  const auto root_key = open_root_key(*slot, kKnownKey);
  ASSERT_TRUE(root_key);
  EXPECT_EQ(copy_of(root_key->reveal()), kKnownRootKey);
}

TEST(SealSlotTest, RefusesEveryChange) {
  expect_opens_only_unchanged(copy_of(bytes_of(kKnownJson)), [](ByteView json) {
    const auto slot = seal_slot_of(text_of(json));
    return slot && open_root_key(*slot, kKnownKey).has_value();
  });
}

TEST(SealSlotTest, TellsAWrongSecretFromADamagedSlot) {
  SealSlot slot = known_slot();
  EXPECT_EQ(open_root_key(slot, kKnownRootKey).error(), SlotFailure::WrongSecret);
  slot.wrapped[20] ^= std::byte{1};
  EXPECT_EQ(open_root_key(slot, kKnownKey).error(), SlotFailure::Damaged);
  slot = known_slot();
  slot.root_generation = 2;
  EXPECT_EQ(open_root_key(slot, kKnownKey).error(), SlotFailure::Damaged);
}

TEST(SealSlotTest, RefusesJsonThatItWouldNotWrite) {
  const std::string json(kKnownJson);
  EXPECT_FALSE(seal_slot_of(""));
  EXPECT_FALSE(seal_slot_of("[]"));
  EXPECT_FALSE(seal_slot_of("{}"));
  EXPECT_FALSE(seal_slot_of(json + " "));
  std::string changed = json;
  changed.replace(changed.find("a0a1"), 4, "A0A1");
  EXPECT_FALSE(seal_slot_of(changed)) << "another spelling of the same bytes";
  changed = json;
  changed.replace(changed.find("\"type\":1"), 8, "\"type\":1,\"type\":1");
  EXPECT_FALSE(seal_slot_of(changed)) << "a field twice";
  changed = json;
  changed.replace(changed.find("\"slot\":1"), 8, "\"slot\":-1");
  EXPECT_FALSE(seal_slot_of(changed));
  changed = json;
  changed.replace(changed.find("\"slot\":1"), 8, "\"slot\":4294967297");
  EXPECT_FALSE(seal_slot_of(changed));
}

}  // namespace
}  // namespace strongroom::keyring
