#include "app/deployment.h"

#include "app/administration.h"
#include "app/metrics.h"
#include "app/seeding.h"
#include "audit/archive.h"
#include "audit/index_files.h"
#include "audit/trail.h"
#include "base/sync_wait.h"
#include "base/worker_pool.h"
#include "gateway/authenticator.h"
#include "gateway/failed_signatures.h"
#include "gateway/pipeline.h"
#include "gateway/probes.h"
#include "gateway/refusals.h"
#include "http/client.h"
#include "http/server.h"
#include "iam/access_keys.h"
#include "iam/callers.h"
#include "iam/iam_repository.h"
#include "iam/key_set_folder.h"
#include "iam/published_keys.h"
#include "iam/sessions.h"
#include "iam/sign_in_limiter.h"
#include "jobs/access_date_writer.h"
#include "jobs/key_schedule.h"
#include "jobs/key_use_writer.h"
#include "jobs/last_use_writer.h"
#include "jobs/read_count_writer.h"
#include "jobs/scheduler.h"
#include "jobs/secret_purge.h"
#include "ops/context.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace strongroom::app {
namespace {

/// Threads that hash passwords; each takes 19 MiB while it does.
constexpr unsigned kWorkers = 2;

/// No key to sign with, and nobody who could get one or come with a token.
bool is_deserted(const OpenStore& store) {
  const iam::Directory& directory = store.identity->directory();
  return std::ranges::none_of(directory.accounts(), [&](const iam::AccountPtr& account) {
    return !account->access_keys.empty() || directory.count<iam::User>(account->id) > 0 ||
           directory.count<iam::OidcProvider>(account->id) > 0;
  });
}

SeedDefaults seed_defaults(const Settings& settings) {
  return {.account = settings.account,
          .region = settings.regions.empty() ? "us-east-1" : settings.regions.front()};
}

std::unexpected<Error> nobody_could_sign_in() {
  return failure(
      ErrorCode::InvalidSetting,
      "nobody could sign in: make the first administrator by 'strongroom init --config "
      "FILE', or set STRONGROOM_ROOT_ACCESS_KEY_ID and STRONGROOM_ROOT_SECRET_ACCESS_KEY "
      "in the environment.");
}

}  // namespace

/// In the order in which they are made; destroyed the other way round.
struct Deployment::Parts {
  std::unique_ptr<OpenStore> store;
  std::optional<secrets::PageTokens> page_tokens;
  std::optional<iam::Sessions> sessions;
  std::optional<gateway::FailedSignatures> failed_signatures;
  std::optional<gateway::Authenticator> authenticator;
  iam::SignInLimiter sign_ins;
  WorkerPool workers{kWorkers};
  std::optional<iam::KeySetFolder> key_sets;
  std::unique_ptr<http::Client> provider_client;  // null: keys of providers are not fetched
  std::optional<iam::PublishedKeys> published_keys;
  std::optional<audit::Trail> trail;
  std::optional<ops::Services> services;
  std::optional<gateway::Probes> probes;
  gateway::Refusals refusals;
  std::optional<gateway::Pipeline> pipeline;
  std::optional<jobs::SecretPurge> purge;
  std::optional<jobs::AccessDateWriter> access_dates;
  std::optional<jobs::ReadCountWriter> read_counts;
  std::optional<jobs::LastUseWriter> last_uses;
  std::optional<jobs::KeyUseWriter> key_uses;
  std::optional<jobs::KeySchedule> key_schedule;
  std::optional<jobs::Scheduler> scheduler;
  std::optional<jobs::Scheduler> background;
  std::atomic<bool> ready = false;
  std::unique_ptr<http::Server> server;
  std::optional<OperatorActs> operator_acts;

  Result<void> open_store(const Settings& settings, const DataFolder& folder,
                          std::span<keyring::Seal* const> seals);
  Result<void> sow_seed(const Seed& seed, const Settings& settings);
  Result<void> open_key_sets(const Settings& settings);
  void open_gateway(const Settings& settings);
  void open_jobs();
  Result<void> open_listener(const Settings& settings, bool takes_over);
};

Result<void> Deployment::Parts::open_store(const Settings& settings, const DataFolder& folder,
                                           std::span<keyring::Seal* const> seals) {
  const bool without_root = settings.access_key_id.empty();
  if (without_root && !folder.holds_store()) return nobody_could_sign_in();
  SR_TRY(store, OpenStore::open(settings, folder, seals));
  SR_CHECK(Administration(*store).open_account(settings.account));
  if (without_root && is_deserted(*store)) return nobody_could_sign_in();
  const keyring::Keyring& keyring = store->opened->keyring;
  sessions.emplace(keyring, store->identity->directory(), store->access_keys);
  page_tokens.emplace(keyring.current(keyring::KeyKind::Token).key.reveal());
  return {};
}

/// Its audit records are written as those of calls.
Result<void> Deployment::Parts::sow_seed(const Seed& seed, const Settings& settings) {
  for (const SeedUser& user : seed.users) {
    if (user.access_key_id != settings.access_key_id) continue;
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{}:{}: {}: the access key id {} is the root user's.", seed.file,
                               user.line, user.name, user.access_key_id));
  }
  SR_CHECK(rehearse(seed, *store->clock));
  return sow(seed, {.services = *services,
                    .store = *store->sealed,
                    .clock = *store->clock,
                    .record = [this](std::string_view line) {
                      return sync_wait(store->audit->append(line));
                    }});
}

Result<void> Deployment::Parts::open_key_sets(const Settings& settings) {
  key_sets.emplace(settings.key_sets);
  if (!settings.fetch_keys) return {};
  auto opened = http::Client::open(
      {.ca_file = settings.provider_ca_file, .private_addresses = settings.private_addresses});
  if (!opened) return std::unexpected(placed(settings, "identity.ca_file", opened.error()));
  provider_client = *std::move(opened);
  published_keys.emplace(*provider_client);
  return {};
}

void Deployment::Parts::open_gateway(const Settings& settings) {
  if (!settings.access_key_id.empty()) {
    store->access_keys.add(std::make_shared<const iam::AccessKey>(
        iam::AccessKey{.id = settings.access_key_id,
                       .secret = settings.secret_access_key.clone(),
                       .principal = iam::root_of(settings.account),
                       .caller = iam::root_caller(settings.account)}));
  }
  failed_signatures.emplace(store->metrics);
  authenticator.emplace(store->access_keys, *sessions, *failed_signatures, settings.regions);
  trail.emplace(store->audit_options.folder, &*store->export_key);
  services.emplace(ops::Services{.secrets = *store->secrets,
                                 .keys = *store->keys,
                                 .page_tokens = *page_tokens,
                                 .identity = *store->identity,
                                 .sessions = *sessions,
                                 .sign_ins = sign_ins,
                                 .workers = workers,
                                 .regions = settings.regions,
                                 .root_may_assume_roles = settings.development,
                                 .block_public_policies = settings.block_public_policies,
                                 .policy_names = settings.refusals_name_policies
                                                     ? policy::PolicyNames::Shown
                                                     : policy::PolicyNames::Hidden,
                                 .key_sets = &*key_sets,
                                 .published_keys = published_keys ? &*published_keys : nullptr,
                                 .trail = &*trail});
  probes.emplace(store->metrics, [this] { return ready.load(); });
  pipeline.emplace(*probes, *authenticator, *services, *store->sealed, *store->audit, *store->clock,
                   store->metrics, refusals);
  register_metrics(store->metrics, *store->raw, *store->secrets);
}

void Deployment::Parts::open_jobs() {
  purge.emplace(*store->secrets, *store->sealed, *store->audit);
  access_dates.emplace(*store->secrets);
  read_counts.emplace(*store->secrets);
  last_uses.emplace(*store->identity);
  key_uses.emplace(*store->keys);
  key_schedule.emplace(*store->keys, *store->sealed, *store->audit);
  scheduler.emplace(*store->clock);
  background.emplace(*store->clock, jobs::Scheduler::Priority::Background);
  scheduler->add("audit", std::chrono::seconds(1),
                 [this](Timestamp now) { store->audit->maintain(now); });
  background->add(
      "closed audit files", std::chrono::seconds(10),
      [this](Timestamp now) {
        const audit::Options& options = store->audit_options;
        audit::look_after_closed_files(options.folder, options.retention, now);
      },
      [this] { return audit::closed_files_are_late(store->audit_options.folder); });
  background->add("audit index", std::chrono::seconds(1),
                  [this](Timestamp) { audit::save_active_index(store->audit_options.folder); });
  scheduler->add("secret purge", std::chrono::seconds(1),
                 [this](Timestamp now) { purge->run(now); });
  scheduler->add("key schedule", std::chrono::seconds(1),
                 [this](Timestamp now) { key_schedule->run(now); });
  scheduler->add("access dates", std::chrono::minutes(1),
                 [this](Timestamp) { access_dates->run(); });
  scheduler->add("read counts", std::chrono::minutes(1), [this](Timestamp) { read_counts->run(); });
  scheduler->add("key uses", std::chrono::minutes(1), [this](Timestamp) { key_uses->run(); });
  scheduler->add("last uses", std::chrono::seconds(5), [this](Timestamp) { last_uses->run(); });
}

Result<void> Deployment::Parts::open_listener(const Settings& settings, bool takes_over) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const auto handler = [this](const http::Request& request, Arena& arena) {
    return pipeline->serve(request, arena);
  };
  auto opened = http::Server::open({.address = settings.address,
                                    .port = settings.port,
                                    .threads = settings.threads == 0 ? cores : settings.threads,
                                    .takes_over = takes_over,
                                    .tls = settings.tls,
                                    .trusted_proxies = settings.trusted_proxies},
                                   handler, store->metrics);
  if (!opened) return std::unexpected(placed(settings, "server.listen", opened.error()));
  server = *std::move(opened);
  return {};
}

Result<std::unique_ptr<Deployment>> Deployment::open(const Settings& settings,
                                                     const DataFolder& folder,
                                                     std::span<keyring::Seal* const> seals,
                                                     bool takes_over) {
  std::optional<Seed> seed;
  if (!settings.seed_file.empty()) {
    SR_TRY(seed, read_seed_file(settings.seed_file, seed_defaults(settings)));
  }
  auto parts = std::make_unique<Parts>();
  SR_CHECK(parts->open_store(settings, folder, seals));
  SR_CHECK(parts->open_key_sets(settings));
  parts->open_gateway(settings);
  if (seed) {
    SR_CHECK(parts->sow_seed(*seed, settings));
  }
  parts->open_jobs();
  SR_CHECK(parts->open_listener(settings, takes_over));
  parts->operator_acts.emplace(*parts->store, *parts->services, parts->refusals, [&own = *parts] {
    own.scheduler->run_all();
    own.background->run_all();
  });
  return std::unique_ptr<Deployment>(new Deployment(std::move(parts)));
}

Deployment::Deployment(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Deployment::~Deployment() = default;

std::uint16_t Deployment::port() const { return parts_->server->port(); }

OpenStore& Deployment::store() { return *parts_->store; }
OperatorActs& Deployment::operator_acts() { return *parts_->operator_acts; }

void Deployment::start() {
  parts_->ready = true;
  parts_->scheduler->start();
  parts_->background->start();
  parts_->server->start();
}

void Deployment::stop() {
  parts_->ready = false;
  parts_->server->stop();
  if (parts_->provider_client) parts_->provider_client->stop();
  parts_->scheduler->stop();
  parts_->background->stop();
  parts_->access_dates->run();
  parts_->read_counts->run();
  parts_->last_uses->run();
  parts_->key_uses->run();
  parts_->store->raw->close();
}

}  // namespace strongroom::app
