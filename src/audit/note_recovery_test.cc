#include "audit/note_recovery.h"

#include "base/sync_wait.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace strongroom::audit {
namespace {

class NoteRecoveryTest : public testing::Test {
 protected:
  NoteRecoveryTest() { std::filesystem::remove_all(folder_); }
  ~NoteRecoveryTest() override { std::filesystem::remove_all(folder_); }

  void commit_with_note(std::string_view note) {
    const Bytes key(33, static_cast<std::byte>(++keys_));
    ASSERT_TRUE(sync_wait(store_.commit(
        {.expects = {}, .writes = {{.key = key, .value = key}}, .note = copy_of(bytes_of(note))})));
  }
  std::string recorded() const {
    std::ostringstream out;
    out << std::ifstream(folder_ + "/events.jsonl").rdbuf();
    return out.str();
  }

  std::string folder_ = testing::TempDir() + "/note-recovery";
  FakeClock clock_;
  metrics::Registry metrics_;
  store::MemoryStore store_;
  int keys_ = 0;
};

TEST_F(NoteRecoveryTest, WritesEachRecordOfANoteThatTheFileDoesNotHold) {
  const auto log =
      AuditLog::open({.folder = folder_, .reserve_bytes = 0}, clock_, metrics_).value();
  // The file's record of the same event says more than the note, which knew no answer yet.
  ASSERT_TRUE(sync_wait(log->append("{\"responseElements\":{\"a\":1},\"eventID\":\"one\"}\n")));
  commit_with_note("{\"responseElements\":null,\"eventID\":\"one\"}\n{\"eventID\":\"two\"}\n");
  commit_with_note("{\"eventID\":\"three\"}\n");
  ASSERT_TRUE(record_unrecorded_changes(store_, *log));
  const std::string text = recorded();
  EXPECT_EQ(std::ranges::count(text, '\n'), 3);
  EXPECT_THAT(text, testing::HasSubstr("\"two\""));
  EXPECT_THAT(text, testing::HasSubstr("\"three\""));
  EXPECT_TRUE(sync_wait(store_.notes()).value().empty());
}

}  // namespace
}  // namespace strongroom::audit
