#pragma once

#include "base/result.h"
#include "base/task.h"
#include "base/worker_pool.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/episode.h"
#include "store/sqlite/records.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

namespace strongroom::store::sqlite {

/// A connection that only reads, with its prepared statements. One thread at a time.
struct Reader {
  static Outcome<std::unique_ptr<Reader>> open(const std::filesystem::path& file,
                                               const std::string& vfs);

  Connection connection;
  RecordReader records;
};

/// Threads that read, each with a Reader. Any thread.
class ReaderPool {
 public:
  static Outcome<std::unique_ptr<ReaderPool>> open(const std::filesystem::path& file,
                                                   const std::string& vfs, unsigned threads);

  /// Calls `work`, which takes a Reader& and gives an Outcome<T>, on one of the threads.
  /// Unavailable: it failed, or the pool is closed.
  template <class Work>
  auto run(Work work) -> Task<Result<typename std::invoke_result_t<Work, Reader&>::value_type>> {
    if (closed_) co_return failure(ErrorCode::Unavailable, "The store is closed.");
    auto outcome = co_await threads_.run([this, &work] {
      const Loan loan(*this);
      return work(*loan.reader);
    });
    if (!outcome) co_return std::unexpected(failed(outcome.error()));
    failures_.succeeded();
    co_return *std::move(outcome);
  }

  /// Calls made from now on fail.
  void close() { closed_ = true; }

  /// Notes the failure of a read in the log; the error for the client.
  Error failed(const Failure& cause);

 private:
  /// A reader for the time of one call. There are as many readers as threads, so one is free.
  struct Loan {
    explicit Loan(ReaderPool& pool);
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    ReaderPool& pool;
    std::unique_ptr<Reader> reader;
  };

  ReaderPool(std::vector<std::unique_ptr<Reader>> readers);

  Episode failures_{"The store can't be read"};
  std::atomic<bool> closed_ = false;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> free_;  // guarded by mutex_
  WorkerPool threads_;                         // last, so that it ends first
};

}  // namespace strongroom::store::sqlite
