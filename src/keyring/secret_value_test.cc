#include "keyring/secret_value.h"

#include "crypto/random.h"
#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

namespace strongroom::keyring {
namespace {

const Bytes kDataKey = counting(0x30, 32);
const Bytes kIv = counting(0x40, 12);
const Bytes kWrap = counting(0x00, 132);

Bytes known_context() { return canonical_bytes(kKnownContext); }

Bytes sealed_text(std::string_view text, const Bytes& context = known_context()) {
  const std::array<ByteView, 1> wraps{kWrap};
  return seal_secret_value(wraps, kDataKey, kIv, context, ValueType::String, bytes_of(text));
}

bool opens(ByteView stored, ByteView data_key, ByteView context) {
  const auto value = SealedValue::parse(stored);
  if (!value) return false;
  Bytes room(value->plain_size());
  return value->open(data_key, context, room).has_value();
}

TEST(SecretValueTest, GivesTheKnownAnswer) {
  EXPECT_EQ(hex_of(sealed_text(R"({"user":"admin"})")),
            "a101010084" + hex_of(kWrap) + hex_of(kIv) +
                "e0190de10886b2b47aa8b0317dc971a0a6f726a144f314163563bc9034ed0dbfca");
}

TEST(SecretValueTest, OpensWhatItSealed) {
  const Bytes context = known_context();
  for (const ValueType type : {ValueType::String, ValueType::Binary}) {
    for (const std::size_t size : {0U, 1U, 65536U}) {
      const Bytes plain(size, std::byte{0x11});
      const std::array<ByteView, 1> wraps{kWrap};
      const Bytes stored = seal_secret_value(wraps, kDataKey, kIv, context, type, plain);
      const auto value = SealedValue::parse(stored);
      ASSERT_TRUE(value);
      Bytes room(value->plain_size());
      const auto opened = value->open(kDataKey, context, room);
      ASSERT_TRUE(opened);
      EXPECT_EQ(opened->type, type);
      EXPECT_EQ(copy_of(opened->bytes), plain);
    }
  }
}

TEST(SecretValueTest, KeepsTheDataKeyUnderSeveralKmsKeys) {
  const Bytes other = counting(0x70, 5);
  const std::array<ByteView, 2> wraps{kWrap, other};
  const Bytes stored =
      seal_secret_value(wraps, kDataKey, kIv, known_context(), ValueType::Binary, kKnownPlain);
  const auto value = SealedValue::parse(stored);
  ASSERT_TRUE(value);
  ASSERT_EQ(value->wrap_count(), 2U);
  EXPECT_EQ(copy_of(value->wrap(0)), kWrap);
  EXPECT_EQ(copy_of(value->wrap(1)), other);
  EXPECT_TRUE(opens(stored, kDataKey, known_context()));
}

TEST(SecretValueTest, RefusesEveryChangeOutsideOfTheWraps) {
  const Bytes context = known_context();
  // A wrap is a KMS blob, which refuses changes by itself; here it stays out of the way.
  expect_opens_only_unchanged(sealed_text("value"), [&](ByteView stored) {
    const auto value = SealedValue::parse(stored);
    return value && copy_of(value->wrap(0)) == kWrap && opens(stored, kDataKey, context);
  });
}

TEST(SecretValueTest, RefusesAnotherSecretOrVersion) {
  const Bytes stored = sealed_text("value");
  Pairs other = kKnownContext;
  other[1].second = "EXAMPLE2-90ab-cdef-fedc-ba987EXAMPLE";
  EXPECT_FALSE(opens(stored, kDataKey, canonical_bytes(other)));
  EXPECT_FALSE(opens(stored, kDataKey, canonical_bytes({})));
}

TEST(SecretValueTest, RefusesAnotherDataKey) {
  EXPECT_FALSE(opens(sealed_text("value"), counting(0x31, 32), known_context()));
  EXPECT_FALSE(opens(sealed_text("value"), Bytes(16), known_context()));
}

TEST(SecretValueTest, RefusesAnUnknownTypeOfValueAndWipesIt) {
  const std::array<ByteView, 1> wraps{kWrap};
  const Bytes stored = seal_secret_value(wraps, kDataKey, kIv, known_context(),
                                         static_cast<ValueType>('x'), bytes_of("value"));
  const auto value = SealedValue::parse(stored);
  ASSERT_TRUE(value);
  Bytes room(value->plain_size(), std::byte{0xee});
  EXPECT_FALSE(value->open(kDataKey, known_context(), room));
  EXPECT_EQ(room, Bytes(room.size()));
}

TEST(SecretValueTest, IsNeverStoredWithoutAWrap) {
  EXPECT_THROW(seal_secret_value({}, kDataKey, kIv, {}, ValueType::String, {}),
               std::invalid_argument);
  Bytes stored = hex("a10100");
  append(stored, Bytes(40));
  EXPECT_FALSE(SealedValue::parse(stored));
}

}  // namespace
}  // namespace strongroom::keyring
