#include "audit/export_key.h"

#include "base/encoding.h"
#include "base/sync_wait.h"
#include "keyring/sealed_store.h"
#include "store/memory/memory_store.h"

#include <gtest/gtest.h>

#include <chrono>

namespace strongroom::audit {
namespace {

class ExportKeyTest : public testing::Test {
 protected:
  /// As after a restart.
  ExportKey opened() { return {sealed_, keys_, keyring_}; }

  const Timestamp now_ = timestamp_of(1'700'000'000'000);
  store::MemoryStore store_;
  const keyring::Keyring keyring_ = keyring::Keyring::create(now_);
  keyring::SealedStore sealed_{store_, keyring_};
  const keyring::KeySpace keys_{keyring_};
};

TEST_F(ExportKeyTest, IsMadeOnceAndStays) {
  ExportKey key = opened();
  const std::string fingerprint = key.public_key()->fingerprint;
  EXPECT_TRUE(key.sign(fingerprint, "text"));
  EXPECT_EQ(opened().public_key()->fingerprint, fingerprint);
  EXPECT_EQ(key.public_key()->valid_from, now_);
  EXPECT_EQ(key.public_keys()->size(), 1U);
}

TEST_F(ExportKeyTest, ListsTheKeysThatItReplacedAndSignsWithTheNewOne) {
  ExportKey key = opened();
  const ExportKey::Public first = key.public_key().value();
  const Timestamp retired = now_ + std::chrono::hours(5);
  const std::string second = key.rotate(retired, copy_of(bytes_of("note")))->fingerprint;
  EXPECT_TRUE(key.sign(second, "text"));
  EXPECT_EQ(key.sign(first.fingerprint, "text").error().code(), ErrorCode::Conflict);

  ExportKey again = opened();
  const auto all = again.public_keys().value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].fingerprint, second);
  EXPECT_EQ(all[0].retired, std::nullopt);
  EXPECT_EQ(all[1].fingerprint, first.fingerprint);
  EXPECT_EQ(all[1].der, first.der);
  EXPECT_EQ(all[1].retired, retired);
  EXPECT_EQ(all[1].valid_from, now_);

  ASSERT_TRUE(again.rotate(retired, {}));
  EXPECT_EQ(opened().public_keys()->size(), 3U);
}

TEST_F(ExportKeyTest, KeepsAKeyThatItReplacedAsItsPageSays) {
  ExportKey key = opened();
  const Bytes der = key.public_key()->der;
  ASSERT_TRUE(key.rotate(timestamp_of(1'700'000'000'123), {}));
  const auto place = keys_.key(keyring::Table::ExportKeys, {"retired", "1"});
  const auto entry = sync_wait(sealed_.get(place)).value();
  EXPECT_EQ(hex_of(entry->value), "010000018bcfe5687b010e" + hex_of(der));
}

TEST_F(ExportKeyTest, CarriesTheRecordOfARotationInItsTransaction) {
  const auto rotation = opened().rotate(now_, copy_of(bytes_of("note"))).value();
  const auto notes = sync_wait(sealed_.notes()).value();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].revision, rotation.revision);
  EXPECT_EQ(notes[0].content, copy_of(bytes_of("note")));
}

}  // namespace
}  // namespace strongroom::audit
