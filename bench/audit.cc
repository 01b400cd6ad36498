// What the audit of a large log costs: writes records, closes and compresses their files, proves
// them, and looks some up. Usage: strongroom_bench_audit FOLDER RECORDS; the folder must be new.

#include "audit/archive.h"
#include "audit/audit_log.h"
#include "audit/event.h"
#include "audit/trail.h"
#include "audit/verify.h"
#include "base/sync_wait.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

namespace {

using namespace strongroom;

constexpr std::uint64_t kBatch = 1000;
constexpr std::uint64_t kSecrets = 10'000;

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

std::string arn_of(std::uint64_t secret) {
  return fmt::format("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/{}/db-AbCdEf",
                     secret);
}

/// A read of a secret by a role, as an application does it.
void append_read(ArenaText& out, std::uint64_t number, Timestamp now) {
  const std::string id = fmt::format("{:08x}-0000-4000-8000-{:012x}", number >> 16, number);
  const std::string arn = arn_of(number * 7919 % kSecrets);
  const std::string parameters = fmt::format(R"({{"secretId":"{}"}})", arn);
  const audit::Resource resource{.arn = arn, .account = "111122223333", .type = audit::kSecretType};
  audit::Event event;
  event.request_id = event.event_id = id;
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

std::uint64_t size_of(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.path().string().ends_with(".index")) bytes += entry.file_size();
  }
  return bytes;
}

void time_lookup(audit::Trail& trail, const char* what, audit::LookupQuery query) {
  query.account = "111122223333";
  query.region = "eu-west-1";
  std::size_t found = 0;
  const double took = seconds_of([&] { found = need(trail.lookup(query)).found.size(); }) * 1000;
  fmt::print("lookup {:<24} {:6.1f} ms, {} records\n", what, took, found);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::uint64_t records = std::strtoull(argv[2], nullptr, 10);
  audit::Options options;
  options.folder = argv[1];
  FakeClock clock;
  const Timestamp begin = clock.now();
  const double written = seconds_of([&] { write_records(options, clock, records); });
  const std::uint64_t plain = size_of(options.folder);
  fmt::print("write    {:.0f} records/s, {} bytes a record\n",
             static_cast<double>(records) / written, plain / records);
  const double packed = seconds_of(
      [&] { audit::look_after_closed_files(options.folder, options.retention, clock.now()); });
  fmt::print("compress {:.0f} MB/s, {} bytes a record\n", static_cast<double>(plain) / packed / 1e6,
             size_of(options.folder) / records);
  audit::VerificationReport report;
  audit::Verification what{.folder = options.folder, .keys = {}, .from = {}, .to = {}};
  what.keys.push_back(signing_key().public_key());
  const double proved = seconds_of([&] { report = need(audit::verify(what)); });
  fmt::print("verify   {:.0f} MB/s of plain text, {}\n",
             static_cast<double>(report.bytes) / proved / 1e6, report.whole() ? "whole" : "WRONG");
  audit::Trail trail(options.folder);
  time_lookup(trail, "newest (first opens all)", {});
  time_lookup(trail, "newest", {});
  audit::LookupQuery by_name;
  by_name.attribute = "ResourceName";
  by_name.value = "app/77/db";
  time_lookup(trail, "by resource name", by_name);
  audit::LookupQuery by_time;
  by_time.from = begin;
  by_time.to = begin + (clock.now() - begin) / 2;
  time_lookup(trail, "by time", by_time);
  return report.whole() ? 0 : 1;
}
