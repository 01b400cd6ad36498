#include "audit/export.h"

#include "audit/event_time.h"
#include "audit/testing/audit_folder.h"

#include <gmock/gmock.h>

namespace strongroom::audit {
namespace {

using testing::HasSubstr;

/// A file of records as they might be, and an export of it that is signed by nobody.
class ExportTest : public AuditFolderTest {
 protected:
  ~ExportTest() override { std::filesystem::remove_all(target_.folder); }

  void add(std::string_view time, std::string_view account, std::string_view region) {
    records_ += R"({"eventTime":")" + std::string(time) + R"(","awsRegion":")" +
                std::string(region) + R"(","recipientAccountId":")" + std::string(account) +
                "\"}\n";
  }

  ExportReport exported(std::string_view until) {
    open();
    EXPECT_TRUE(sync_wait(log_->append(records_)));
    const auto report =
        export_to_cloudtrail(options_.folder, {}, *parse_event_time(until), target_);
    EXPECT_TRUE(report);
    return report.value_or(ExportReport());
  }

  /// Folders of files, by their path.
  std::vector<std::string> folders() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(target_.folder)) {
      if (entry.path().extension() == ".gz") {
        found.push_back(
            std::filesystem::relative(entry.path().parent_path(), target_.folder).string());
      }
    }
    return found;
  }

  ExportTarget target_{.folder = options_.folder + "-exported",
                       .bucket = "bucket",
                       .fingerprint = "f",
                       .sign = [](std::string_view) { return Result<std::string>("00"); }};
  std::string records_;
};

TEST_F(ExportTest, KeepsAccountsAndRegionsApart) {
  add("2026-01-15T12:00:00Z", "111122223333", "eu-west-1");
  add("2026-01-15T12:00:01Z", "444455556666", "us-east-1");
  const ExportReport report = exported("2026-01-15T12:30:00Z");
  EXPECT_EQ(report.records, 2U);
  EXPECT_THAT(folders(), testing::UnorderedElementsAre(
                             "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/15",
                             "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/01/15",
                             "AWSLogs/444455556666/CloudTrail/us-east-1/2026/01/15",
                             "AWSLogs/444455556666/CloudTrail-Digest/us-east-1/2026/01/15"));
}

TEST_F(ExportTest, NoRecordLeavesTheFolder) {
  add("2026-01-15T12:00:00Z", "../../escape", "us-east-1");
  add("2026-01-15T12:00:00Z", "111122223333", "../../escape");
  EXPECT_EQ(exported("2026-01-15T12:30:00Z").records, 2U);
  EXPECT_THAT(folders(), testing::Each(testing::AnyOf(HasSubstr("AWSLogs/000000000000/"),
                                                      HasSubstr("AWSLogs/111122223333/"))));
  EXPECT_THAT(folders(), testing::Each(HasSubstr("/us-east-1/2026/01/15")));
}

TEST_F(ExportTest, HasADigestForEachHourAndThePartOfTheLast) {
  add("2026-01-15T22:59:59Z", "111122223333", "us-east-1");
  EXPECT_EQ(exported("2026-01-16T01:10:00Z").digests, 4U);
  EXPECT_TRUE(
      std::filesystem::exists(target_.folder +
                              "/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/01/16/"
                              "111122223333_CloudTrail-Digest_us-east-1_strongroom_us-east-1_"
                              "20260116T011000Z.json.gz"));
}

TEST_F(ExportTest, DeliversALateRecordWithTheHourThatWasBegun) {
  add("2026-01-15T12:00:00Z", "111122223333", "us-east-1");
  add("2026-01-15T10:00:00Z", "111122223333", "us-east-1");
  const ExportReport report = exported("2026-01-15T13:00:00Z");
  EXPECT_EQ(report.records, 2U);
  EXPECT_EQ(report.files, 1U);
  EXPECT_EQ(report.digests, 1U);
}

TEST_F(ExportTest, EndsAFileBeforeItGetsLarge) {
  for (int i = 0; i < 15000; ++i) add("2026-01-15T12:00:00Z", "111122223333", "us-east-1");
  const ExportReport report = exported("2026-01-15T12:30:00Z");
  EXPECT_EQ(report.records, 15000U);
  EXPECT_EQ(report.files, 2U);
  EXPECT_EQ(report.digests, 1U);
}

TEST_F(ExportTest, SaysWhenNobodySigns) {
  add("2026-01-15T12:00:00Z", "111122223333", "us-east-1");
  target_.sign = [](std::string_view) -> Result<std::string> {
    return failure(ErrorCode::Unavailable, "no key");
  };
  open();
  ASSERT_TRUE(sync_wait(log_->append(records_)));
  const auto report =
      export_to_cloudtrail(options_.folder, {}, *parse_event_time("2026-01-15T13:00:00Z"), target_);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().message(), "no key");
}

}  // namespace
}  // namespace strongroom::audit
