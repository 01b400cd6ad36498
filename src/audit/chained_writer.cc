#include "audit/chained_writer.h"

#include "audit/event.h"
#include "audit/event_time.h"
#include "audit/files.h"
#include "audit/line_source.h"
#include "audit/record_view.h"
#include "base/json_text.h"
#include "base/log.h"
#include "crypto/random.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace strongroom::audit {
namespace {

// cloudtrail contract 7: at least every minute or 1,000 records.
constexpr std::chrono::seconds kDigestPeriod{60};
constexpr std::uint64_t kDigestRecords = 1000;
/// A step of the clock that is recorded (cloudtrail contract 8, point 8).
constexpr std::chrono::seconds kBackwardStep{5};

std::unexpected<Error> unusable(const std::string& path, std::string_view why) {
  return failure(ErrorCode::InvalidSetting, fmt::format("{}: {}", path, why));
}

bool is_full(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

/// The head that the last line of a file states; nothing for a line that is not chained.
std::optional<ChainHead> stated_head(std::string_view line) {
  const auto parsed = parse_chained(line);
  if (!parsed) return std::nullopt;
  return parsed->stated;
}

/// At the end of the newest closed file.
Result<ChainHead> head_of_closed(const std::string& folder) {
  SR_TRY(const std::vector<ClosedFile> files, closed_files(folder));
  ChainHead head;
  if (files.empty()) return head;
  SR_TRY(LineSource lines, LineSource::open(files.back().events));
  while (const auto line = lines.next()) {
    if (const auto stated = stated_head(*line)) head = *stated;
  }
  return head;
}

/// A record of what the log has seen happen to itself.
std::string internal_record(std::string_view name, std::string_view reason, Timestamp now) {
  Arena arena;
  ArenaText data(arena);
  data.append(R"({"reason":)");
  append_json_string(data, reason);
  data.append('}');
  const std::string id = crypto::random_uuid();
  Event event;
  event.type = Event::Type::Service;
  event.request_id = event.event_id = id;
  event.time = now;
  event.event_source = event.source_address = event.user_agent = kInternalSource;
  event.event_name = name;
  event.region = "us-east-1";
  event.user_identity = kOperatorIdentity;
  event.additional_data = data.view();
  return std::string(line_of(event, arena));
}

/// Another process's lock on the folder is a second server.
Result<int> locked_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) {
    return unusable(folder + "/" + std::string(kActiveEvents),
                    fmt::format("the audit file can't be opened ({}). Make the folder writable for "
                                "this user.",
                                error ? error.message() : std::strerror(errno)));
  }
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  ::close(lock);
  return unusable(folder,
                  "another process writes audit records here. Give each server a folder "
                  "of its own.");
}

}  // namespace

struct ChainedWriter::Parts {
  Parts(const Options& given, const Clock& its_clock, LogFile events_file, LogFile digests_file)
      : options(given),
        clock(its_clock),
        events(std::move(events_file)),
        digest_file(std::move(digests_file)),
        space(given) {}
  ~Parts() {
    if (folder_lock >= 0) ::close(folder_lock);
  }

  Result<void> find_head();
  bool store(std::string_view lines);
  bool report(int why);
  void look_at_file();
  void begin_anew(Timestamp now);
  void look_at_clock(Timestamp now);

  bool digest_is_due(Timestamp now) const;
  void sign(Timestamp now, std::mutex& file_mutex);
  void write_digest(Timestamp now, const ChainHead& end);
  bool change_is_due(Timestamp now) const;
  void change_files();

  const Options options;
  const Clock& clock;
  int folder_lock = -1;

  // Under the caller's lock.
  LogFile events;
  ChainHead head;
  std::uint64_t first_sequence = 1;  // of the active file
  Timestamp begun{};                 // the active file
  std::string buffer;
  std::string own_records;  // about the log itself: written with the next batch
  bool failing = false;
  std::unique_ptr<SecondSink> second;

  // Of the thread that maintains.
  std::optional<DigestWriter> digests;
  LogFile digest_file;
  ChainHead signed_head;
  Timestamp signed_at{};
  Timestamp last_look{};

  Space space;
  std::atomic<std::uint64_t> stood_in = 0;
  std::atomic<std::uint64_t> touched = 0;
};

Result<ChainedWriter> ChainedWriter::open(const Options& options, const Clock& clock,
                                          std::optional<DigestWriter> digests) {
  SR_TRY(const int lock, locked_folder(options.folder));
  auto events = LogFile::open(options.folder + "/" + std::string(kActiveEvents));
  auto digest_file = LogFile::open(options.folder + "/" + std::string(kActiveDigests));
  auto second = make_second_sink(options.second_sink);
  if (!events || !digest_file || !second) {
    ::close(lock);
    return std::unexpected(!events        ? events.error()
                           : !digest_file ? digest_file.error()
                                          : second.error());
  }
  auto parts = std::make_unique<Parts>(options, clock, std::move(*events), std::move(*digest_file));
  parts->folder_lock = lock;
  parts->second = std::move(*second);
  parts->digests = std::move(digests);
  SR_CHECK(parts->find_head());
  parts->space.look();
  return ChainedWriter(std::move(parts));
}

ChainedWriter::ChainedWriter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ChainedWriter::ChainedWriter(ChainedWriter&&) noexcept = default;
ChainedWriter::~ChainedWriter() = default;

Result<void> ChainedWriter::Parts::find_head() {
  const std::string last = events.last_line();
  if (last.empty()) {
    SR_TRY(head, head_of_closed(options.folder));
    first_sequence = head.sequence + 1;
  } else {
    const auto stated = stated_head(last);
    const auto first = stated_head(events.first_line());
    if (!stated || !first) {
      return unusable(events.path(),
                      "this is no file of chained records. Move it away to begin anew.");
    }
    head = *stated;
    first_sequence = first->sequence;
  }
  begun = last_look = clock.now();
  if (const auto record = RecordView::parse(events.first_line())) {
    begun = parse_event_time(record->text("eventTime")).value_or(begun);
  }
  signed_at = clock.now();
  std::string last_digest = digest_file.last_line();
  if (last_digest.empty()) {
    SR_TRY(const auto closed, closed_files(options.folder));
    if (!closed.empty()) {
      if (auto lines = LineSource::open(closed.back().digests)) {
        while (const auto line = lines->next()) last_digest = *line;
      }
    }
  }
  const auto digest = parse_digest(last_digest, {});
  if (digest) {
    signed_head = digest->digest.end;
    signed_at = digest->digest.end_time;
    if (digests) digests->follow(last_digest);
  }
  if (signed_head.sequence > head.sequence) {
    log::error("{}: records {} to {} were signed and are missing", events.path(), head.sequence + 1,
               signed_head.sequence);
    // The chain goes on behind what was signed: a number is never given twice.
    head = signed_head;
    if (last.empty()) first_sequence = head.sequence + 1;
    ++touched;
    own_records += internal_record("AuditRecordsMissing", "at start", clock.now());
  }
  return {};
}

std::size_t ChainedWriter::write(std::span<const HashedRecord> batch) {
  Parts& own = *parts_;
  own.look_at_file();
  const ChainHead before = own.head;
  own.buffer.clear();
  std::vector<HashedRecord> first;
  add_hashed(first, own.own_records);
  for (const auto records : {std::span<const HashedRecord>(first), batch}) {
    for (const HashedRecord& record : records) {
      own.head = append_chained(own.buffer, record, own.head);
    }
  }
  if (!own.store(own.buffer)) {
    own.head = before;
    return 0;
  }
  own.own_records.clear();
  return own.head.sequence - before.sequence;
}

bool ChainedWriter::Parts::store(std::string_view lines) {
  int error = events.append(lines);
  if (is_full(error) && space.give_up_reserve()) error = events.append(lines);
  if (error == 0 && options.durability == Durability::Flush) {
    error = events.flush();
    if (error != 0) events.take_back(lines.size());
  }
  if (error == 0) {
    failing = false;
    return true;
  }
  const bool kept = report(error);
  if (kept) stood_in += static_cast<std::uint64_t>(std::ranges::count(lines, '\n'));
  return kept;
}

/// Whether the second sink has what the file could not take.
bool ChainedWriter::Parts::report(int why) {
  const bool kept = second != nullptr && second->write(buffer);
  if (!failing) {
    log::error("{}: audit records can't be written, so {}: {}", events.path(),
               kept ? "the second sink stands in" : "no request is answered", std::strerror(why));
  }
  failing = true;
  return kept;
}

/// Somebody else has touched the file: said in the log and, in the chain, by a record.
void ChainedWriter::Parts::look_at_file() {
  const LogFile::State state = events.state();
  if (state == LogFile::State::Untouched) return;
  ++touched;
  const Timestamp now = clock.now();
  if (state == LogFile::State::Resized) {
    log::error("{}: somebody else has cut this file or written to it", events.path());
    events.accept_size();
    own_records += internal_record("AuditFileChanged", "cut or written to", now);
    return;
  }
  log::error("{}: this file was removed or replaced; a new one is begun", events.path());
  begin_anew(now);
  own_records += internal_record("AuditFileChanged", "removed or replaced", now);
}

void ChainedWriter::Parts::begin_anew(Timestamp now) {
  // What lies in its place may be evidence.
  const std::string aside = fmt::format("{}.found-{}", events.path(), milliseconds_of(now));
  std::rename(events.path().c_str(), aside.c_str());
  auto made = LogFile::open(events.path());
  if (!made) return;  // the old one is written to, until there is a place for a new one
  events = std::move(*made);
  first_sequence = head.sequence + 1;
  begun = now;
}

void ChainedWriter::maintain(Timestamp now, std::mutex& file_mutex) {
  Parts& own = *parts_;
  own.space.look();
  bool sign = false;
  {
    const std::lock_guard lock(file_mutex);
    own.look_at_clock(now);
    own.look_at_file();
    // Not later than now, also when no call comes.
    if (!own.own_records.empty()) write({});
    sign = own.digest_is_due(now);
  }
  if (sign) own.sign(now, file_mutex);
  const std::lock_guard lock(file_mutex);
  if (!own.change_is_due(now)) return;
  own.write_digest(now, own.head);
  own.change_files();
}

void ChainedWriter::Parts::look_at_clock(Timestamp now) {
  if (now + kBackwardStep < last_look) {
    log::warning("the clock was set back by {} s",
                 std::chrono::floor<std::chrono::seconds>(last_look - now).count());
    own_records += internal_record("ClockSetBack", "the system's clock", now);
    signed_at = std::min(signed_at, now);
  }
  last_look = now;
}

bool ChainedWriter::Parts::digest_is_due(Timestamp now) const {
  const std::uint64_t unsigned_records = head.sequence - signed_head.sequence;
  return digests && unsigned_records > 0 &&
         (unsigned_records >= kDigestRecords || now - signed_at >= kDigestPeriod);
}

/// What is signed is on the disk first: a power cut must not look as if records were removed.
void ChainedWriter::Parts::sign(Timestamp now, std::mutex& file_mutex) {
  ChainHead end;
  int file = -1;
  {
    const std::lock_guard lock(file_mutex);
    end = head;
    file = events.duplicate();
  }
  const bool flushed = file >= 0 && ::fdatasync(file) == 0;
  ::close(file);
  if (flushed) write_digest(now, end);
}

void ChainedWriter::Parts::write_digest(Timestamp now, const ChainHead& end) {
  if (!digests || end.sequence == signed_head.sequence) return;
  if (digest_file.state() == LogFile::State::Gone) {
    if (auto made = LogFile::open(digest_file.path())) digest_file = std::move(*made);
  }
  const std::string line = digests->next(signed_at, now, signed_head, end);
  int error = digest_file.append(line);
  if (error == 0) error = digest_file.flush();
  if (error != 0) {
    log::error("{}: the chain's head can't be signed: {}", digest_file.path(),
               std::strerror(error));
    return;
  }
  signed_head = end;
  signed_at = now;
}

bool ChainedWriter::Parts::change_is_due(Timestamp now) const {
  return events.size() > 0 &&
         (events.size() >= options.file_bytes || now - begun >= options.file_age);
}

void ChainedWriter::Parts::change_files() {
  const std::string folder = options.folder + "/";
  if (events.flush() != 0) return;
  const std::string closed = folder + closed_name("events", first_sequence, ".jsonl");
  const std::string digested = folder + closed_name("digests", first_sequence, ".jsonl");
  if (std::rename(digest_file.path().c_str(), digested.c_str()) != 0 ||
      std::rename(events.path().c_str(), closed.c_str()) != 0) {
    log::error("{}: a new file can't be begun: {}", events.path(), std::strerror(errno));
    return;
  }
  auto next_events = LogFile::open(folder + std::string(kActiveEvents));
  auto next_digests = LogFile::open(folder + std::string(kActiveDigests));
  if (!next_events || !next_digests) return;  // the files with new names are written to
  events = std::move(*next_events);
  digest_file = std::move(*next_digests);
  first_sequence = head.sequence + 1;
  begun = clock.now();
}

void ChainedWriter::close(Timestamp now) {
  parts_->events.flush();
  parts_->write_digest(now, parts_->head);
}

bool ChainedWriter::on_reserve() const { return parts_->space.on_reserve(); }

void ChainedWriter::register_metrics(metrics::Registry& registry) {
  const Parts& own = *parts_;
  registry.callback("strongroom_audit_low_space", "1 while there is little room for records.",
                    "gauge", [&own] { return own.space.low() ? 1.0 : 0.0; });
  registry.callback("strongroom_audit_on_reserve", "1 while records take the reserved room.",
                    "gauge", [&own] { return own.space.on_reserve() ? 1.0 : 0.0; });
  registry.callback("strongroom_audit_second_sink_records_total",
                    "Records that only the second sink has.", "counter",
                    [&own] { return static_cast<double>(own.stood_in.load()); });
  registry.callback("strongroom_audit_files_changed_total",
                    "How often somebody else was seen to have changed the audit files.", "counter",
                    [&own] { return static_cast<double>(own.touched.load()); });
}

Result<std::unordered_set<std::string>> ChainedWriter::find_events(
    const std::vector<std::string>& event_ids) const {
  std::unordered_set<std::string> missing(event_ids.begin(), event_ids.end());
  std::unordered_set<std::string> found;
  SR_TRY(const std::vector<ClosedFile> closed, closed_files(parts_->options.folder));
  std::vector<std::string> paths{parts_->events.path()};
  if (!closed.empty()) paths.push_back(closed.back().events);
  for (const std::string& path : paths) {
    SR_TRY(LineSource lines, LineSource::open(path));
    while (const auto line = missing.empty() ? std::nullopt : lines.next()) {
      const auto record = RecordView::parse(*line);
      if (!record) continue;
      const auto event = missing.extract(std::string(record->text("eventID")));
      if (event) found.insert(event.value());
    }
  }
  return found;
}

}  // namespace strongroom::audit
