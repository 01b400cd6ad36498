// What the audit of a large log costs. A step at a time, each prints one line of JSON:
//   strongroom_bench_audit write FOLDER RECORDS   into a new folder; closed files are compressed
//   strongroom_bench_audit verify FOLDER
//   strongroom_bench_audit lookup FOLDER
//   strongroom_bench_audit index FOLDER           makes an index of the active file

#include "audit/archive.h"
#include "audit/audit_log.h"
#include "audit/event.h"
#include "audit/files.h"
#include "audit/growing_index.h"
#include "audit/index_files.h"
#include "audit/stored_index.h"
#include "audit/trail.h"
#include "audit/verify.h"
#include "base/sync_wait.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace strongroom;

constexpr std::uint64_t kBatch = 1000;
constexpr std::uint64_t kSecrets = 10'000;
/// Read once, at first, so that it is looked for in every file.
constexpr std::string_view kReadOnce = "read-once";
constexpr int kLookups = 21;

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <class T>
T need(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{}\n", result.error().message());
  std::exit(1);
}

std::string name_of(std::uint64_t record) {
  if (record == 0) return std::string(kReadOnce);
  return fmt::format("app/{}/db", record * 7919 % kSecrets);
}

/// The same ones in each run, and no easier to compress than real ones.
std::string random_uuid() {
  static std::mt19937_64 random(1);
  const std::uint64_t high = random();
  const std::uint64_t low = random();
  return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", high >> 32, high >> 16 & 0xffff,
                     high & 0xfff, low >> 48 & 0xfff, low & 0xffff'ffff'ffff);
}

/// A read of a secret by a role, as an application does it.
void append_read(ArenaText& out, std::uint64_t number, Timestamp now) {
  const std::string request = random_uuid();
  const std::string id = random_uuid();
  const std::string arn = fmt::format(
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:{}-AbCdEf", name_of(number));
  const std::string parameters = fmt::format(R"({{"secretId":"{}"}})", arn);
  const audit::Resource resource{.arn = arn, .account = "111122223333", .type = audit::kSecretType};
  audit::Event event;
  event.request_id = request;
  event.event_id = id;
  event.time = now;
  event.event_source = audit::kSecretsManagerSource;
  event.event_name = "GetSecretValue";
  event.region = "eu-west-1";
  event.account = "111122223333";
  event.user_identity =
      R"({"type":"AssumedRole","principalId":"AROAEXAMPLE:job","arn":"arn:aws:sts::111122223333:)"
      R"(assumed-role/reader/job","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE"})";
  event.source_address = "10.0.0.7";
  event.user_agent = "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.13";
  event.request_parameters = parameters;
  event.read_only = true;
  event.resources = std::span(&resource, 1);
  audit::append_line(out, event);
}

crypto::PrivateKey signing_key() {
  return crypto::PrivateKey::of_ed25519_seed(Bytes(32, std::byte{7}));
}

void write_records(const audit::Options& options, FakeClock& clock, std::uint64_t records) {
  metrics::Registry metrics;
  const auto log = need(
      audit::AuditLog::open(options, clock, metrics, audit::DigestWriter(signing_key(), "bench")));
  for (std::uint64_t done = 0; done < records; done += kBatch) {
    Arena arena;
    ArenaText lines(arena);
    for (std::uint64_t i = done; i < done + kBatch; ++i) append_read(lines, i, clock.now());
    if (!sync_wait(log->append(lines.view()))) std::exit(1);
    clock.advance(std::chrono::milliseconds(100));
    log->maintain(clock.now());
  }
}

struct ClosedSize {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::uint64_t index_bytes = 0;
};
ClosedSize size_of_closed(const std::string& folder) {
  ClosedSize size;
  for (const audit::ClosedFile& file : need(audit::closed_files(folder))) {
    size.records += need(audit::StoredIndex::open(file.index)).records();
    size.bytes += std::filesystem::file_size(file.events);
    size.index_bytes += std::filesystem::file_size(file.index);
  }
  return size;
}

/// Closed files are compressed meanwhile, as a server does it.
int write(const audit::Options& options, std::uint64_t records) {
  std::filesystem::create_directories(options.folder);
  FakeClock clock;
  const auto pack = [&] {
    audit::look_after_closed_files(options.folder, options.retention, clock.now());
    audit::save_active_index(options.folder);
  };
  const double written = seconds_of([&] {
    std::jthread packing([&](const std::stop_token& stop) {
      for (; !stop.stop_requested(); std::this_thread::sleep_for(std::chrono::milliseconds(100))) {
        pack();
      }
    });
    write_records(options, clock, records);
  });
  pack();
  const ClosedSize size = size_of_closed(options.folder);
  if (size.records == 0) return 1;
  fmt::print(R"({{"rate":{:.0f},"bytes_a_record":{},"index_bytes_a_record":{}}})"
             "\n",
             static_cast<double>(records) / written, size.bytes / size.records,
             size.index_bytes / size.records);
  return 0;
}

int verify(const std::string& folder) {
  audit::VerificationReport report;
  audit::Verification what{.folder = folder, .keys = {}, .from = {}, .to = {}};
  what.keys.push_back(signing_key().public_key());
  const double proved = seconds_of([&] { report = need(audit::verify(what)); });
  fmt::print(R"({{"mb":{:.1f},"bytes_a_record":{},"records":{},"whole":{}}})"
             "\n",
             static_cast<double>(report.bytes) / proved / 1e6, report.bytes / report.records,
             report.records, report.whole());
  return report.whole() ? 0 : 1;
}

audit::LookupQuery by_name(std::string_view name) {
  audit::LookupQuery query;
  query.attribute = "ResourceName";
  query.value = name;
  return query;
}

/// The first page, in milliseconds: the median, and the first time, when nothing is open yet.
std::string time_lookup(const std::string& folder, const char* what, audit::LookupQuery query) {
  query.account = "111122223333";
  query.region = "eu-west-1";
  audit::Trail trail(folder);
  std::vector<double> times;
  std::size_t found = 0;
  for (int i = 0; i < kLookups; ++i) {
    times.push_back(1000 * seconds_of([&] { found = need(trail.lookup(query)).found.size(); }));
  }
  const double first = times.front();
  std::ranges::sort(times);
  return fmt::format(R"("{}":{{"ms":{:.2f},"first_ms":{:.2f},"found":{}}})", what,
                     times[times.size() / 2], first, found);
}

int lookup(const std::string& folder) {
  audit::LookupQuery by_time;
  by_time.to = FakeClock().now() + std::chrono::minutes(1);  // in the middle of a small log
  fmt::print("{{{},{},{},{}}}\n", time_lookup(folder, "newest", {}),
             time_lookup(folder, "time", by_time), time_lookup(folder, "name", by_name(name_of(1))),
             time_lookup(folder, "read_once", by_name(kReadOnce)));
  return 0;
}

/// CPU time, as it is done behind all else. Reading included, writing not.
int index(const std::string& folder) {
  std::vector<double> times;
  std::size_t records = 0;
  std::size_t bytes = 0;
  for (int i = 0; i < kLookups; ++i) {
    const std::clock_t begin = std::clock();
    audit::GrowingIndex made;
    if (!audit::read_on(made, folder + "/" + std::string(audit::kActiveEvents))) std::exit(1);
    records = made.records();
    bytes = made.text().size();
    times.push_back(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  std::ranges::sort(times);
  fmt::print(R"({{"records":{},"us_a_record":{:.2f},"bytes_a_record":{}}})"
             "\n",
             records, 1e6 * times[times.size() / 2] / static_cast<double>(records),
             bytes / records);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string step = argc > 2 ? argv[1] : "";
  audit::Options options;
  if (argc > 2) options.folder = argv[2];
  if (step == "write" && argc == 4) return write(options, std::strtoull(argv[3], nullptr, 10));
  if (step == "verify" && argc == 3) return verify(options.folder);
  if (step == "lookup" && argc == 3) return lookup(options.folder);
  if (step == "index" && argc == 3) return index(options.folder);
  return 2;
}
