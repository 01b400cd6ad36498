#include "store/sqlite/reader_pool.h"

namespace strongroom::store::sqlite {

Outcome<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& file,
                                              const std::string& vfs) {
  SR_TRY(Connection connection, Connection::open(file, Connection::Mode::ReadOnly, vfs));
  // Mapped pages would count as the process's memory, and one that can't be read would end it.
  SR_CHECK(connection.execute("PRAGMA mmap_size = 0; PRAGMA cache_size = -16384"));
  SR_TRY(RecordReader records, RecordReader::open(connection));
  return std::make_unique<Reader>(std::move(connection), std::move(records));
}

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Reader>> readers)
    : free_(std::move(readers)), threads_(static_cast<unsigned>(free_.size())) {}

Outcome<std::unique_ptr<ReaderPool>> ReaderPool::open(const std::filesystem::path& file,
                                                      const std::string& vfs, unsigned threads) {
  std::vector<std::unique_ptr<Reader>> readers;
  while (readers.size() < threads) {
    SR_TRY(std::unique_ptr<Reader> reader, Reader::open(file, vfs));
    readers.push_back(std::move(reader));
  }
  return std::unique_ptr<ReaderPool>(new ReaderPool(std::move(readers)));
}

Error ReaderPool::failed(const Failure& cause) {
  failures_.failed(cause.detail);
  return {ErrorCode::Unavailable, "The store can't be read."};
}

ReaderPool::Loan::Loan(ReaderPool& from) : pool(from) {
  const std::lock_guard lock(pool.mutex_);
  reader = std::move(pool.free_.back());
  pool.free_.pop_back();
}

ReaderPool::Loan::~Loan() {
  const std::lock_guard lock(pool.mutex_);
  pool.free_.push_back(std::move(reader));
}

}  // namespace strongroom::store::sqlite
