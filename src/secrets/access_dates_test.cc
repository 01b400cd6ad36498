#include "secrets/access_dates.h"

#include "secrets/testing/secret_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace strongroom::secrets {
namespace {

using testing::a_secret;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AccessDatesTest : public ::testing::Test {
 protected:
  Secret secret_ = a_secret("a")
                       .accessed(10)
                       .with_version("v1", {kPrevious})
                       .with_version("v2", {kCurrent})
                       .build();
  const Version& first() const { return secret_.versions[0]; }
  const Version& second() const { return secret_.versions[1]; }
  AccessDates dates_;
};

TEST_F(AccessDatesTest, SaysWhatTheRecordSaysWhenNothingWaits) {
  EXPECT_EQ(dates_.last_accessed(secret_), 10u);
  EXPECT_EQ(dates_.last_accessed(secret_, first()), 0u);
}

TEST_F(AccessDatesTest, SaysTheLaterDay) {
  dates_.note(secret_, first(), 9);
  EXPECT_EQ(dates_.last_accessed(secret_), 10u);
  dates_.note(secret_, first(), 11);
  dates_.note(secret_, second(), 12);
  EXPECT_EQ(dates_.last_accessed(secret_), 12u);
  EXPECT_EQ(dates_.last_accessed(secret_, first()), 11u);
  EXPECT_EQ(dates_.last_accessed(secret_, second()), 12u);
  EXPECT_EQ(dates_.last_accessed(a_secret("b").build()), 0u);
}

TEST_F(AccessDatesTest, KeepsOneReadOfAVersionADay) {
  for (int i = 0; i < 5; ++i) dates_.note(secret_, first(), 11);
  ASSERT_THAT(dates_.waiting(), SizeIs(1));
  EXPECT_EQ(dates_.waiting()[0].secret_key, secret_.key);
  EXPECT_EQ(dates_.waiting()[0].version_id, "v1");
  EXPECT_EQ(dates_.waiting()[0].day, 11u);
}

TEST_F(AccessDatesTest, NotesNothingThatTheRecordBearsAlready) {
  secret_.versions[0].last_accessed = 10;
  dates_.note(secret_, first(), 10);
  EXPECT_THAT(dates_.waiting(), IsEmpty());
}

TEST_F(AccessDatesTest, ForgetsWhatWasWritten) {
  dates_.note(secret_, first(), 11);
  dates_.note(secret_, second(), 11);
  dates_.written({secret_.key, "v1", 11});
  dates_.written({secret_.key, "v1", 11});
  EXPECT_THAT(dates_.waiting(), SizeIs(1));
  dates_.written({secret_.key, "v2", 11});
  EXPECT_THAT(dates_.waiting(), IsEmpty());
  EXPECT_EQ(dates_.last_accessed(secret_), 10u);
}

TEST_F(AccessDatesTest, KeepsALaterDayThatCameWhileTheFormerWasWritten) {
  dates_.note(secret_, first(), 11);
  const auto waiting = dates_.waiting();
  dates_.note(secret_, first(), 12);
  dates_.written(waiting[0]);
  EXPECT_EQ(dates_.last_accessed(secret_, first()), 12u);
}

TEST_F(AccessDatesTest, ServesManyThreads) {
  std::vector<std::jthread> threads;
  for (Day thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&, thread] {
      for (Day i = 0; i < 500; ++i) {
        dates_.note(secret_, i % 2 == 0 ? first() : second(), 11 + thread);
        dates_.last_accessed(secret_);
        for (const auto& access : dates_.waiting()) dates_.written(access);
      }
    });
  }
  threads.clear();
  EXPECT_THAT(dates_.waiting(), IsEmpty());
}

}  // namespace
}  // namespace strongroom::secrets
