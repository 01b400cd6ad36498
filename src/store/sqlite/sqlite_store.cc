#include "store/sqlite/sqlite_store.h"

#include "store/sqlite/bulk_loading.h"
#include "store/sqlite/commit_awaiter.h"
#include "store/sqlite/index_check.h"
#include "store/sqlite/schema.h"

#include <system_error>
#include <utility>

namespace strongroom::store {
namespace {

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return none ? 0 : size;
}

}  // namespace

SqliteStore::SqliteStore(const SqliteOptions& options)
    : options_(options), writer_vfs_(options.vfs), queue_(options.max_waiting_commits) {}

SqliteStore::~SqliteStore() { close(); }

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const SqliteOptions& options) {
  std::unique_ptr<SqliteStore> store(new SqliteStore(options));
  SR_TRY(sqlite::Connection connection,
         sqlite::open_database(options.file, store->writer_vfs_.name()));
  if (auto started = store->start(std::move(connection)); !started) {
    return std::unexpected(sqlite::explained(options.file, started.error()));
  }
  return store;
}

sqlite::Outcome<void> SqliteStore::start(sqlite::Connection connection) {
  SR_CHECK(sqlite::check_index(connection));  // before its cache is large enough to keep all that
  SR_CHECK(connection.set_cache(options_.cache));
  SR_TRY(auto groups, sqlite::GroupWriter::open(std::move(connection), unreleased_));
  SR_TRY(readers_, sqlite::ReaderPool::open(options_.file, options_.vfs, options_.reader_threads));
  SR_TRY(checkpointer_,
         sqlite::Checkpointer::start(options_.file, options_.vfs, options_.log_bound));
  writer_ = std::make_unique<sqlite::Writer>(std::move(groups), queue_, *checkpointer_);
  return {};
}

void SqliteStore::close() {
  queue_.close();
  if (readers_) readers_->close();
  if (writer_) writer_->finish();
  checkpointer_.reset();
}

Task<Result<Revision>> SqliteStore::commit(Transaction transaction) {
  co_return co_await sqlite::CommitAwaiter(*writer_, queue_, std::move(transaction));
}

Task<Result<std::optional<Entry>>> SqliteStore::get(Bytes key) {
  co_return co_await readers_->run(
      [&key](sqlite::Reader& reader) { return reader.records.get(key); });
}

Task<Result<std::vector<Entry>>> SqliteStore::scan(KeyRange range, std::size_t limit) {
  co_return co_await readers_->run(
      [&range, limit](sqlite::Reader& reader) -> sqlite::Outcome<std::vector<Entry>> {
        std::vector<Entry> entries;
        SR_CHECK(reader.records.scan(range, limit, [&](Entry entry) {
          entries.push_back(std::move(entry));
          return true;
        }));
        return entries;
      });
}

void SqliteStore::watch(WatchSink& sink) { writer_->watch(sink); }

Result<void> SqliteStore::load_share(const KeyRange& range, Share share, const Visit& visit) {
  Result<void> visited;
  const auto keep_on = [&](const Entry& entry) {
    visited = visit(entry);
    return visited.has_value();
  };
  const auto loaded = sqlite::load_share(options_.file, options_.vfs, range, share, keep_on);
  if (!loaded) return std::unexpected(sqlite::explained(options_.file, loaded.error()));
  return visited;
}

Task<Result<Revision>> SqliteStore::read_barrier() { co_return writer_->last_seen(); }

Task<Result<std::vector<Note>>> SqliteStore::notes() {
  SR_CO_TRY(auto rows, co_await readers_->run([](sqlite::Reader& reader) {
    return sqlite::read_note_rows(reader.connection);
  }));
  std::vector<Note> notes;
  for (sqlite::NoteRow& row : rows) {
    for (Note& note : unreleased_.unreleased(std::move(row.notes))) {
      notes.push_back(std::move(note));
    }
  }
  co_return notes;
}

void SqliteStore::release_notes(std::span<const Revision> revisions) {
  unreleased_.release(revisions);
}

Store::Statistics SqliteStore::statistics() const {
  Statistics statistics{.bytes = size_of(options_.file),
                        .log_bytes = size_of(options_.file.string() + "-wal")};
  writer_->add_to(statistics);
  return statistics;
}

}  // namespace strongroom::store
