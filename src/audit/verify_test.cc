#include "audit/verify.h"

#include "audit/archive.h"
#include "audit/testing/audit_folder.h"

#include <gmock/gmock.h>

namespace strongroom::audit {
namespace {

using testing::HasSubstr;

class VerifyTest : public AuditFolderTest {
 protected:
  /// Five records, signed.
  VerifyTest() {
    open();
    append_many(5);
    log_.reset();
  }
  VerificationReport report() const {
    return verify({.folder = options_.folder, .keys = public_keys(), .from = {}, .to = {}}).value();
  }
  std::string first_finding() const {
    const VerificationReport found = report();
    return found.findings.empty() ? "whole" : found.findings.front();
  }
  /// As one who does not have the key could: links all anew.
  static std::vector<std::string> chained_anew(const std::vector<std::string>& lines) {
    std::vector<std::string> anew;
    ChainHead head;
    for (const std::string& line : lines) {
      std::string text;
      const std::string record = record_of(*parse_chained(line));
      head =
          append_chained(text, {.record = record, .hash = crypto::sha256(bytes_of(record))}, head);
      text.pop_back();
      anew.push_back(text);
    }
    return anew;
  }
};

TEST_F(VerifyTest, EndsWithRangesCountsAndTheHead) {
  const VerificationReport found = report();
  EXPECT_TRUE(found.whole());
  const std::string text = text_of(found);
  EXPECT_THAT(text, HasSubstr("records   5 (1 to 5)"));
  EXPECT_THAT(text, HasSubstr("signed up to record 5"));
  EXPECT_THAT(text, HasSubstr("head      5 "));
}

TEST_F(VerifyTest, NamesTheFirstRecordThatWasAltered) {
  auto all = lines();
  all[2].replace(all[2].find("Event2"), 6, "EventX");
  put_lines(all);
  EXPECT_EQ(first_finding(), "record 3: altered");
}

TEST_F(VerifyTest, NamesTheFirstRecordThatWasRemoved) {
  auto all = lines();
  all.erase(all.begin() + 1, all.begin() + 3);
  put_lines(all);
  EXPECT_EQ(first_finding(), "records 2 to 3: removed");
}

TEST_F(VerifyTest, NamesARecordThatWasInserted) {
  auto all = lines();
  all.insert(all.begin() + 3, all[1]);
  put_lines(all);
  EXPECT_THAT(first_finding(), HasSubstr("record 2: inserted or reordered"));
  all[3] = R"({"eventName":"Forged"})";
  put_lines(all);
  EXPECT_THAT(first_finding(), HasSubstr("record 4: altered, or something was inserted"));
}

TEST_F(VerifyTest, NamesTheFirstOfRecordsThatWereReordered) {
  auto all = lines();
  std::swap(all[1], all[2]);
  put_lines(all);
  const VerificationReport found = report();
  EXPECT_EQ(found.findings[0], "record 2: removed");
  EXPECT_THAT(found.findings[1], HasSubstr("record 2: inserted or reordered"));
}

TEST_F(VerifyTest, KnowsAChainThatWasWrittenAnew) {
  auto all = lines();
  all[2].replace(all[2].find("Event2"), 6, "EventX");
  put_lines(chained_anew(all));
  EXPECT_THAT(first_finding(), HasSubstr("records 1 to 5: written anew"));
}

TEST_F(VerifyTest, KnowsAnEndThatWasCutOff) {
  auto all = lines();
  all.resize(3);
  put_lines(all);
  EXPECT_EQ(first_finding(), "records 4 to 5: signed, and missing at the end");
}

TEST_F(VerifyTest, EveryByteCounts) {
  const std::string good = events();
  const auto put = [&](const std::string& text) {
    std::ofstream(path("events.jsonl"), std::ios::trunc | std::ios::binary) << text;
  };
  for (std::size_t i = 0; i < good.size(); i += 7) {
    std::string bad = good;
    bad[i] ^= 1;
    put(bad);
    EXPECT_FALSE(report().whole()) << i << ": " << bad;
  }
}

TEST_F(VerifyTest, KnowsDigestsThatWereAlteredOrRemoved) {
  open();
  append("More");
  log_.reset();
  const std::string good = content(path("digests.jsonl"));
  const auto put = [&](const std::string& text) {
    std::ofstream(path("digests.jsonl"), std::ios::trunc) << text;
  };
  std::string bad = good;
  bad.replace(bad.find("\"endSequence\":5"), 15, "\"endSequence\":4");
  put(bad);
  EXPECT_THAT(first_finding(), HasSubstr("is not signed by the key given"));
  put(good.substr(good.find('\n') + 1));
  EXPECT_EQ(first_finding(), "whole") << "the first digest that is left begins later";
  put("x\n");
  EXPECT_THAT(first_finding(), HasSubstr("is no digest"));
}

TEST_F(VerifyTest, TrustsNoOtherKey) {
  Verification what{.folder = options_.folder, .keys = {}, .from = {}, .to = {}};
  what.keys.push_back(crypto::PrivateKey::of_ed25519_seed(Bytes(32, std::byte{8})).public_key());
  const auto found = verify(what).value();
  EXPECT_FALSE(found.whole());
}

TEST_F(VerifyTest, GoesAcrossFilesAlsoCompressedOnes) {
  open();
  change_files();
  append_many(3);
  change_files();
  append("Last");
  log_.reset();
  look_after_closed_files(options_.folder, options_.retention, clock_.now());
  ASSERT_TRUE(std::filesystem::exists(path("events-00000000000000000001.jsonl.zst")));
  EXPECT_EQ(first_finding(), "whole");
  EXPECT_EQ(report().records, 9U);
  EXPECT_EQ(report().files, 3U);

  std::filesystem::remove(path("events-00000000000000000006.jsonl.zst"));
  EXPECT_EQ(first_finding(), "records 6 to 8: removed");
}

TEST_F(VerifyTest, AnOldFileThatIsGoneForGoodIsNoFinding) {
  open();
  change_files();
  append_many(3);
  change_files();
  log_.reset();
  for (const std::string_view kind : {"events", "digests"}) {
    std::filesystem::remove(path(closed_name(kind, 1, ".jsonl")));
  }
  EXPECT_EQ(first_finding(), "whole");
  EXPECT_EQ(report().first_sequence, 6U);
}

TEST_F(VerifyTest, KeepsToFilesOfARangeOfTimes) {
  open();
  change_files();
  append_many(3);
  change_files();
  append("Last");
  const Timestamp last = clock_.now();
  log_.reset();
  const auto found = verify({.folder = options_.folder,
                             .keys = public_keys(),
                             .from = last - std::chrono::hours(1),
                             .to = {}})
                         .value();
  EXPECT_TRUE(found.whole()) << text_of(found);
  EXPECT_EQ(found.records, 4U) << "the file before may hold records of that hour too";
}

}  // namespace
}  // namespace strongroom::audit
