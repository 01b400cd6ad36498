#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::store {

/// Counts commits from 1, in order, without gaps between those that a watch reports. 0: before the
/// first commit.
using Revision = std::uint64_t;

/// One key with its value and the revision of the commit that wrote it.
struct Entry {
  Bytes key;
  Bytes value;
  Revision revision = 0;

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// What a commit relies on: the key's revision is exactly this; 0 means that the key is absent.
struct Expectation {
  Bytes key;
  Revision revision = 0;
};

/// A put, or an erase when there is no value. Erasing an absent key is no error.
struct Write {
  Bytes key;
  std::optional<Bytes> value;
};

/// What one commit expects and what it writes; all or nothing. A key is written at most once.
struct Transaction {
  std::vector<Expectation> expects;
  std::vector<Write> writes;
  /// Kept beside the data, under the commit's revision, until `release_notes`: the audit record of
  /// the change.
  std::optional<Bytes> note;
  /// Comes back with the commit to the sinks of this process and is not stored: what a layer above
  /// knows of the writes and would have to find out again.
  std::shared_ptr<void> companion = {};
};

struct Note {
  Revision revision = 0;
  Bytes content;
};

/// Keys from `first` (included) to `last` (not included); an empty `last` means without end.
struct KeyRange {
  Bytes first;
  Bytes last;
};

/// Which part of the entries a call of `load` visits: `of` calls with the numbers from 0 up visit
/// each entry once.
struct Share {
  std::size_t number = 0;
  std::size_t of = 1;
};

/// All keys that begin with `prefix`.
KeyRange range_of_prefix(ByteView prefix);

/// One commit as a watch reports it: its writes, all with the same revision.
struct Commit {
  Revision revision = 0;
  std::vector<Write> writes;
  std::shared_ptr<void> companion = {};  ///< The transaction's; null for another process's commit.
};

/// Gets every commit after the watched revision, in order, exactly once, on a thread of the store's
/// or a committer's; a commit's caller goes on only when the sinks have returned. Must not block
/// and must not call the store.
class WatchSink {
 public:
  virtual ~WatchSink() = default;
  virtual void committed(const Commit& commit) = 0;
};

/// An ordered map of byte keys to byte values with revisions: the one interface to durable state.
/// Any thread. Errors of every call: Unavailable (disk full, disk error, closed; for `commit` the
/// outcome is then unknown). To a store all values are sealed bytes (keyring/sealed_store.h).
class Store {
 public:
  virtual ~Store() = default;

  /// Durable when it returns, and seen by all sinks. Conflict: an expectation failed, nothing was
  /// written. Throttled: too many commits wait already.
  virtual Task<Result<Revision>> commit(Transaction transaction) = 0;

  /// Absence is a value, not an error.
  virtual Task<Result<std::optional<Entry>>> get(Bytes key) = 0;

  /// Up to `limit` entries of `range` in key order, from one snapshot: the state of the moment of
  /// the call. For the next page, ask from just behind the last key.
  virtual Task<Result<std::vector<Entry>>> scan(KeyRange range, std::size_t limit) = 0;

  /// Feeds `sink` with every commit from now on. Called before the first commit of this process,
  /// after `load` has shown the sink's owner the present state. `sink` outlives the store.
  virtual void watch(WatchSink& sink) = 0;

  using Visit = std::function<Result<void>(const Entry&)>;
  /// Calls `visit` for every entry of `range`, in any order, from one snapshot, on the caller's
  /// thread: for start-up, when millions are read. Stops with the first error that `visit` returns.
  Result<void> load(const KeyRange& range, const Visit& visit) {
    return load_share(range, {}, visit);
  }
  /// The same for one share of them; several threads may each load theirs, as long as nothing is
  /// committed meanwhile.
  virtual Result<void> load_share(const KeyRange& range, Share share, const Visit& visit) = 0;

  /// The revision of the last commit that all sinks have seen; on a shared store, after having
  /// caught up with all that was committed anywhere before the call.
  virtual Task<Result<Revision>> read_barrier() = 0;

  /// The notes that were never released, in order of revision.
  virtual Task<Result<std::vector<Note>>> notes() = 0;
  /// Forgets the notes of these revisions; lazily: it may happen together with a later commit, and
  /// after a crash a released note may be there again. Never blocks.
  virtual void release_notes(std::span<const Revision> revisions) = 0;

  /// For metrics and `status`.
  struct Statistics {
    std::uint64_t commits = 0;
    std::uint64_t groups = 0;  ///< Flushes to disk; commits / groups is the mean group size.
    std::uint64_t conflicts = 0;
    std::uint64_t bytes = 0;      ///< Size of the data on disk.
    std::uint64_t log_bytes = 0;  ///< Of the write-ahead log.
  };
  virtual Statistics statistics() const = 0;
};

}  // namespace strongroom::store
