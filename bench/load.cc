// The load generator of `make bench`: signs its requests, sends them, prints what it saw as one
// line of JSON.

#include "key_law.h"
#include "load_run.h"
#include "requests.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace strongroom::bench {
namespace {

struct Settings {
  LoadOptions load;
  std::string operation = "get";  // get, create, call
  std::string law = "uniform";
  std::size_t secrets = 1000;      // get: how many there are
  std::size_t first = 0;           // create: number of the first
  std::string kms_key;             // create: KmsKeyId
  std::string target;              // call: X-Amz-Target
  std::string body_file;           // call: what is sent, always the same
  std::string expected;            // call: what a right answer holds
  std::size_t requests = 300'000;  // how many are signed before the run
  double seconds = 0;
  std::vector<int> pids;  // of the server, for its CPU time
};

/// Seconds of CPU that the processes have used.
double cpu_seconds(const std::vector<int>& pids) {
  double ticks = 0;
  for (const int pid : pids) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string text{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;  // fields 3 to 13; utime and stime follow
    double user = 0;
    double system = 0;
    fields >> user >> system;
    ticks += user + system;
  }
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Request> signed_requests(const Settings& settings) {
  const std::string host = fmt::format("{}:{}", settings.load.address, settings.load.port);
  std::vector<Request> requests;
  if (settings.operation == "call") {
    const RequestFactory factory(host, settings.target);
    requests.push_back(factory.signed_request(content_of(settings.body_file), settings.expected));
    return requests;
  }
  requests.reserve(settings.requests);
  if (settings.operation == "get") {
    const RequestFactory factory(host, "secretsmanager.GetSecretValue");
    for (const std::size_t key : draw_keys(settings.law, settings.secrets, settings.requests)) {
      requests.push_back(factory.get_secret_value(key));
    }
    return requests;
  }
  const RequestFactory factory(host, "secretsmanager.CreateSecret");
  for (std::size_t i = 0; i < settings.requests; ++i) {
    requests.push_back(factory.create_secret(settings.first + i, settings.kms_key));
  }
  return requests;
}

std::uint32_t percentile(std::vector<std::uint32_t>& latencies, double part) {
  if (latencies.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(part * static_cast<double>(latencies.size() - 1));
  std::ranges::nth_element(latencies, latencies.begin() + at);
  return latencies[static_cast<std::size_t>(at)];
}

/// 0 when every answer was right.
int report(LoadResult result, double cpu, std::size_t request_bytes) {
  const auto count = static_cast<double>(std::max<std::size_t>(result.latencies.size(), 1));
  fmt::print(
      "{{\"requests\": {}, \"seconds\": {:.3f}, \"rate\": {:.1f}, \"p50_us\": {}, \"p99_us\": {}, "
      "\"failures\": {}, \"cpu_us\": {:.2f}, \"request_bytes\": {}, \"answer_bytes\": {}}}\n",
      result.latencies.size(), result.elapsed.count(), count / result.elapsed.count(),
      percentile(result.latencies, 0.5), percentile(result.latencies, 0.99), result.failures,
      cpu * 1e6 / count, request_bytes, result.answer_bytes);
  if (result.failures == 0) return 0;
  fmt::print(stderr, "{} wrong answers, the first:\n{}\n", result.failures, result.first_failure);
  return 1;
}

int run(Settings settings) {
  const std::vector<Request> requests = signed_requests(settings);
  if (requests.empty()) return 0;
  if (settings.seconds > 0)
    settings.load.duration = std::chrono::duration<double>(settings.seconds);
  const double before = cpu_seconds(settings.pids);
  LoadResult result = run_load(settings.load, requests);
  const double cpu = cpu_seconds(settings.pids) - before;
  return report(std::move(result), cpu, requests.front().bytes.size());
}

void declare(CLI::App& app, Settings& settings) {
  app.add_option("operation", settings.operation)
      ->check(CLI::IsMember({"get", "create", "call"}))
      ->required();
  app.add_option("--port", settings.load.port)->required();
  app.add_option("--connections", settings.load.connections);
  app.add_option("--seconds", settings.seconds,
                 "repeat the requests that long; else send each once");
  app.add_option("--rate", settings.load.rate, "requests a second in all");
  app.add_option("--requests", settings.requests, "how many to sign");
  app.add_option("--law", settings.law)->check(CLI::IsMember({"fixed", "uniform", "zipf"}));
  app.add_option("--secrets", settings.secrets, "get: how many secrets there are");
  app.add_option("--first", settings.first, "create: number of the first secret");
  app.add_option("--kms-key", settings.kms_key, "create: the key of the secrets");
  app.add_option("--target", settings.target, "call: X-Amz-Target, of Secrets Manager or KMS");
  app.add_option("--body", settings.body_file, "call: the file that is sent each time");
  app.add_option("--expected", settings.expected, "call: what a right answer holds");
  app.add_option("--pid", settings.pids, "processes whose CPU time is counted")->delimiter(',');
  app.add_flag("!--no-values", settings.load.check_values, "do not look into the answers' bodies");
}

}  // namespace
}  // namespace strongroom::bench

int main(int argc, char** argv) {
  strongroom::bench::Settings settings;
  CLI::App app("Load generator of Strongroom's benchmarks");
  strongroom::bench::declare(app, settings);
  CLI11_PARSE(app, argc, argv);
  try {
    return strongroom::bench::run(std::move(settings));
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
