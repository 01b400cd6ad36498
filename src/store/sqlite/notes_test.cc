#include "store/sqlite/notes.h"

#include "store/testing/transactions.h"

#include <gtest/gtest.h>

#include <vector>

namespace strongroom::store::sqlite {
namespace {

using Revisions = std::vector<Revision>;
using testing::bytes;

Revisions kept(const UnreleasedNotes& notes, const Revisions& of) {
  std::vector<Note> asked;
  for (const Revision revision : of) asked.push_back({.revision = revision, .content = {}});
  Revisions found;
  for (const Note& note : notes.unreleased(asked)) found.push_back(note.revision);
  return found;
}

void release(UnreleasedNotes& notes, const Revisions& revisions) { notes.release(revisions); }

TEST(PackedNotesTest, ComeOutAsTheyWentIn) {
  Bytes row;
  pack(row, 1, bytes("one"));
  pack(row, 0x0102030405060708, {});
  const auto notes = unpack(row).value();
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].revision, 1u);
  EXPECT_EQ(notes[0].content, bytes("one"));
  EXPECT_EQ(notes[1].revision, 0x0102030405060708u);
  EXPECT_TRUE(notes[1].content.empty());
}

TEST(PackedNotesTest, AreLaidOutAsTheFormatPageSays) {
  Bytes row;
  pack(row, 258, bytes("hi"));
  EXPECT_EQ(row, bytes({"\0\0\0\0\0\0\1\2\0\0\0\2hi", 14}));
}

TEST(PackedNotesTest, AreRefusedWhenTheyAreCutAnywhere) {
  Bytes row;
  pack(row, 1, bytes("one"));
  for (std::size_t size = 1; size < row.size(); ++size) {
    EXPECT_FALSE(unpack(ByteView(row).first(size)));
  }
}

TEST(UnreleasedNotesTest, GivesARowUpOnceWhenItsLastNoteIsReleased) {
  UnreleasedNotes notes;
  notes.add(1, {1, 2});
  notes.add(5, {5, 7});
  release(notes, {2, 2, 3});
  EXPECT_EQ(notes.take_released_rows(), Revisions());
  EXPECT_EQ(notes.partly_released_rows(), Revisions{1});
  EXPECT_EQ(kept(notes, {1, 2, 3, 5, 6, 7}), (Revisions{1, 5, 7}));
  release(notes, {1});
  EXPECT_EQ(notes.take_released_rows(), Revisions{1});
  EXPECT_EQ(notes.take_released_rows(), Revisions());
}

TEST(UnreleasedNotesTest, GivesARowUpAgainWhenItCouldNotBeDeleted) {
  UnreleasedNotes notes;
  notes.add(1, {1});
  release(notes, {1});
  notes.put_back(notes.take_released_rows());
  EXPECT_EQ(notes.take_released_rows(), Revisions{1});
}

TEST(UnreleasedNotesTest, IgnoresNotesThatItNeverKnew) {
  UnreleasedNotes notes;
  release(notes, {0, 1, 99});
  notes.add(10, {10});
  release(notes, {0, 1, 99});
  EXPECT_EQ(kept(notes, {1, 10, 99}), Revisions{10});
}

}  // namespace
}  // namespace strongroom::store::sqlite
