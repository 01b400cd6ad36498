#include "gateway/pipeline.h"

#include "base/sync_wait.h"
#include "gateway/call_record.h"
#include "iam/callers.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "kms/key_service.h"
#include "ops/key_use_event.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"
#include "sigv4/sign.h"
#include "store/memory/memory_store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <sstream>
#include <string>

namespace strongroom::gateway {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Keeps what is appended, or refuses it.
class RememberedAudit final : public audit::AuditLog {
 public:
  Task<Result<void>> append(std::string_view line) override {
    if (broken)
      co_return failure(ErrorCode::Unavailable,
                        "The audit record of this request can't be written.");
    lines.emplace_back(line);
    co_return {};
  }
  Result<std::unordered_set<std::string>> find_events(
      const std::vector<std::string>&) const override {
    return {};
  }

  bool broken = false;
  std::vector<std::string> lines;
};

struct Answer {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() {
    access_keys_.add(std::make_shared<const iam::AccessKey>(
        iam::AccessKey{.id = "test",
                       .secret = crypto::SecretBytes::copy_of(bytes_of("test")),
                       .principal = iam::root_of("111122223333"),
                       .caller = iam::root_caller("111122223333")}));
    EXPECT_TRUE(identity_.load());
    EXPECT_TRUE(keys_.load());
    EXPECT_TRUE(secrets_.load());
  }

  /// A call as an SDK makes it. Without a secret key it is not signed.
  Answer call(std::string_view target, std::string_view body, std::string_view secret_key = "test",
              std::string_view service = "secretsmanager") {
    std::vector<sigv4::Header> headers{{.name = "Host", .value = "localhost"},
                                       {.name = "X-Amz-Date", .value = "20231114T221320Z"},
                                       {.name = "X-Amz-Target", .value = target}};
    const sigv4::SignableRequest unsigned_request{.method = method_,
                                                  .target = target_,
                                                  .headers = headers,
                                                  .body_hash = crypto::sha256(bytes_of(body))};
    const std::string authorization = sigv4::authorization_for(unsigned_request,
                                                               {.access_key_id = "test",
                                                                .secret_access_key = secret_key,
                                                                .region = "eu-west-1",
                                                                .service = service},
                                                               clock_.now());
    if (!secret_key.empty()) headers.push_back({.name = "Authorization", .value = authorization});
    std::vector<http::Header> http_headers;
    for (const sigv4::Header& header : headers)
      http_headers.push_back({.name = header.name, .value = header.value});

    http::Request request;
    request.method = method_;
    request.target = target_;
    request.headers = http_headers;
    request.body = body;
    request.peer_address = peer_address_;
    Arena arena;
    const http::Response response = sync_wait(pipeline_.serve(request, arena));
    EXPECT_EQ(response.request_id.size(), 36U);
    return {.status = response.status,
            .content_type = std::string(response.content_type),
            .body = std::string(response.body)};
  }

  std::string_view method_ = "POST";
  std::string_view target_ = "/";
  std::string_view peer_address_ = "127.0.0.1";
  FakeClock clock_{timestamp_of(1'700'000'000'000)};  // 2023-11-14T22:13:20Z
  metrics::Registry metrics_;
  store::MemoryStore store_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace key_space_{keyring_};
  kms::KeyService keys_{store_, key_space_, keyring_, clock_};
  secrets::SecretRepository secrets_{store_, key_space_, keys_, std::size_t{1} << 20};
  secrets::PageTokens page_tokens_{bytes_of("00000000000000000000000000000000")};
  iam::AccessKeys access_keys_;
  iam::IamRepository identity_{store_, key_space_, access_keys_};
  iam::Sessions sessions_{keyring_, identity_.directory(), access_keys_};
  iam::SignInLimiter sign_ins_;
  WorkerPool workers_{1};
  ops::Services services_{.secrets = secrets_,
                          .keys = keys_,
                          .page_tokens = page_tokens_,
                          .identity = identity_,
                          .sessions = sessions_,
                          .sign_ins = sign_ins_,
                          .workers = workers_};
  FailedSignatures failures_{metrics_};
  Authenticator authenticator_{access_keys_, sessions_, failures_, {}};
  RememberedAudit audit_;
  Probes probes_{metrics_, [] { return true; }};
  Refusals refusals_;
  Pipeline pipeline_{probes_, authenticator_, services_, store_,
                     audit_,  clock_,         metrics_,  refusals_};
};

constexpr std::string_view kCreate =
    R"({"Name":"app/db","SecretString":"hunter2","ClientRequestToken":"00000000-0000-0000-0000-000000000001"})";

TEST_F(PipelineTest, AnswersAndRecordsACall) {
  const Answer created = call("secretsmanager.CreateSecret", kCreate);
  EXPECT_EQ(created.status, 200U);
  EXPECT_THAT(created.body, HasSubstr(R"("Name":"app/db")"));
  const Answer read = call("secretsmanager.GetSecretValue", R"({"SecretId":"app/db"})");
  EXPECT_EQ(read.status, 200U);
  EXPECT_EQ(read.content_type, "application/x-amz-json-1.1");
  EXPECT_THAT(read.body, HasSubstr(R"("SecretString":"hunter2")"));

  EXPECT_THAT(audit_.lines, ElementsAre(HasSubstr(R"("eventName":"CreateSecret")"),
                                        HasSubstr(R"("eventName":"GetSecretValue")")));
  for (const std::string& line : audit_.lines) {
    EXPECT_THAT(line, HasSubstr("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-"));
    EXPECT_THAT(line, Not(HasSubstr("hunter2")));
  }
}

TEST_F(PipelineTest, ReleasesTheNoteOfAChangeOnceItsRecordIsWritten) {
  call("secretsmanager.CreateSecret", kCreate);
  EXPECT_TRUE(sync_wait(store_.notes()).value().empty());
}

TEST_F(PipelineTest, GivesNoSecretWhenItsRecordCantBeWritten) {
  call("secretsmanager.CreateSecret", kCreate);
  audit_.broken = true;
  const Answer read = call("secretsmanager.GetSecretValue", R"({"SecretId":"app/db"})");
  EXPECT_EQ(read.status, 503U);
  EXPECT_THAT(read.body, Not(HasSubstr("hunter2")));
}

TEST_F(PipelineTest, KeepsTheNoteOfAChangeWhoseRecordIsMissing) {
  audit_.broken = true;
  EXPECT_EQ(call("secretsmanager.CreateSecret", kCreate).status, 503U);
  const auto notes = sync_wait(store_.notes()).value();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_THAT(std::string(text_of(notes.front().content)),
              HasSubstr(R"("eventName":"CreateSecret")"));
}

TEST_F(PipelineTest, RecordsRefusalsAtEveryStation) {
  EXPECT_THAT(call("secretsmanager.GetSecretValue", "{}", "").body,
              HasSubstr("MissingAuthenticationTokenException"));
  EXPECT_THAT(call("secretsmanager.GetSecretValue", "{}", "wrong").body,
              HasSubstr("InvalidSignatureException"));
  EXPECT_THAT(call("secretsmanager.GetSecretValue", "{}").body,
              HasSubstr("Member must not be null"));
  EXPECT_THAT(call("secretsmanager.GetSecretValue", "{").body, HasSubstr("SerializationException"));
  EXPECT_THAT(call("secretsmanager.GetSecretValue", R"({"SecretId":"none"})").body,
              HasSubstr("ResourceNotFoundException"));
  EXPECT_THAT(call("secretsmanager.Nothing", "{}").body, HasSubstr("UnknownOperationException"));
  EXPECT_EQ(audit_.lines.size(), 6U);
  for (const std::string& line : audit_.lines) EXPECT_THAT(line, HasSubstr("\"errorCode\":"));
}

TEST_F(PipelineTest, ThrottlesAnAddressThatSignsWronglyAgainAndAgain) {
  const auto list = [&](std::string_view secret_key) {
    return call("secretsmanager.ListSecrets", "{}", secret_key).body;
  };
  for (int i = 0; i < FailedSignatures::kBurst; ++i) {
    ASSERT_THAT(list("wrong"), HasSubstr("InvalidSignatureException"));
  }
  EXPECT_THAT(list("wrong"), HasSubstr("ThrottlingException"));
  EXPECT_THAT(list("test"), HasSubstr("ThrottlingException"));
  EXPECT_THAT(audit_.lines.back(), HasSubstr("ThrottlingException"));
  peer_address_ = "127.0.0.2";
  EXPECT_THAT(list("test"), HasSubstr("SecretList"));
}

TEST_F(PipelineTest, RefusesATargetOfAnotherServiceThanWasSigned) {
  EXPECT_THAT(call("secretsmanager.ListSecrets", "{}", "test", "kms").body,
              HasSubstr("Credential should be scoped to correct service"));
}

TEST_F(PipelineTest, IsCalledByPostToTheRootAlone) {
  const auto list = [this](std::string_view method, std::string_view target) {
    method_ = method;
    target_ = target;
    return call("secretsmanager.ListSecrets", "{}").body;
  };
  EXPECT_THAT(list("POST", "/"), HasSubstr("SecretList"));
  EXPECT_THAT(list("POST", "/?more=of-it"), HasSubstr("SecretList"));
  EXPECT_THAT(list("GET", "/"), HasSubstr("UnknownOperationException"));
  EXPECT_THAT(list("PUT", "/"), HasSubstr("UnknownOperationException"));
  EXPECT_THAT(list("POST", "/elsewhere"), HasSubstr("UnknownOperationException"));
}

TEST_F(PipelineTest, AnswersProbesWithoutASignatureOrARecord) {
  http::Request request;
  request.method = "GET";
  request.target = "/readyz";
  Arena arena;
  EXPECT_EQ(sync_wait(pipeline_.serve(request, arena)).status, 200U);
  EXPECT_TRUE(audit_.lines.empty());
}

TEST_F(PipelineTest, CountsByServiceOperationAndOutcome) {
  call("secretsmanager.ListSecrets", "{}");
  call("secretsmanager.ListSecrets", "[");
  call("TrentService.TagResource", "{}");
  call("TrentService.Nothing", "{}");
  for (const std::string_view counted :
       {R"(service="secretsmanager",operation="ListSecrets",outcome="ok"} 1)",
        R"(service="secretsmanager",operation="ListSecrets",outcome="refused"} 1)",
        R"(service="secretsmanager",operation="TagResource",outcome="refused"} 0)",
        R"(service="kms",operation="TagResource",outcome="refused"} 1)",
        R"(service="kms",operation="other",outcome="refused"} 1)",
        R"(service="iam",operation="other",outcome="refused"} 0)"}) {
    EXPECT_THAT(metrics_.text(), HasSubstr("strongroom_requests_total{" + std::string(counted)));
  }
}

class Allowed final : public ops::Authorizer {
 public:
  Result<void> require(const policy::AccessRequest&) override { return {}; }
};

// cloudtrail contract 3 and 2: the caller's identity with invokedBy, and one sharedEventID in both
// accounts' copies.
TEST_F(PipelineTest, RecordsWhatOneServiceAsksOfAnotherForTheCallerAndForTheOwner) {
  Arena arena;
  Allowed authorizer;
  const iam::CallerPtr root = iam::root_caller("111122223333");
  ops::OperationContext context{
      .services = services_,
      .authorizer = authorizer,
      .caller = *root,
      .access_key_id = {},
      .session = nullptr,
      .partition = {.account = root->account, .region = "eu-west-1"},
      .request_id = {},
      .now = clock_.now(),
      .arena = arena,
      .secret = nullptr,
      .audit_note = {},
      .committed = {},
      .resource_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf"};
  kms::Key key;
  key.account = "444455556666";
  key.arn = "arn:aws:kms:eu-west-1:444455556666:key/k";
  const std::array<std::pair<std::string_view, std::string_view>, 2> pairs{
      {{"SecretARN", context.resource_arn}, {"SecretVersionId", "v-1"}}};
  ops::note_key_use(context, key, kms::KeyUse::Decrypt, pairs, {});
  http::Request request;
  request.peer_address = "10.0.0.7";
  CallRecord record(request, wire::Service::SecretsManager, "r-1", clock_.now(), arena);
  record.identify({.caller = root, .access_key_id = "test", .region = "eu-west-1"});
  record.name("GetSecretValue", true);
  record.take(context);

  std::istringstream lines{std::string(record.lines())};
  std::string own;
  std::string decrypt;
  std::string owners;
  ASSERT_TRUE(std::getline(lines, own) && std::getline(lines, decrypt) &&
              std::getline(lines, owners));
  EXPECT_THAT(own, HasSubstr(R"("sourceIPAddress":"10.0.0.7")"));
  EXPECT_THAT(own, Not(HasSubstr("sharedEventID")));
  EXPECT_THAT(decrypt, HasSubstr(R"("type":"Root")"));
  EXPECT_THAT(decrypt, HasSubstr(R"("invokedBy":"secretsmanager.amazonaws.com"})"));
  EXPECT_THAT(decrypt, HasSubstr(R"("sourceIPAddress":"secretsmanager.amazonaws.com")"));
  EXPECT_THAT(decrypt, HasSubstr(R"("encryptionContext":{"SecretARN":"arn:aws:secretsmanager:)"));
  EXPECT_THAT(decrypt, HasSubstr(R"("eventSource":"kms.amazonaws.com","eventName":"Decrypt")"));
  EXPECT_THAT(owners, HasSubstr(R"("userIdentity":{"type":"AWSAccount",)"));
  EXPECT_THAT(owners, HasSubstr(R"("recipientAccountId":"444455556666")"));
  const auto shared = [](const std::string& line) {
    return line.substr(line.find("sharedEventID"), 60);
  };
  EXPECT_EQ(shared(decrypt), shared(owners));
  EXPECT_EQ(std::string(record.lines()).substr(0, own.size()), own) << "ids stay the same";

  ASSERT_FALSE(record.key_uses().empty());
  const kms::RecentKeyUses::Use& last = record.key_uses().back();
  EXPECT_EQ(last.key_arn, key.arn);
  EXPECT_EQ(last.operation, "Decrypt");
  EXPECT_THAT(owners, HasSubstr(fmt::format(R"("eventID":"{}")", last.event_id)));
}

}  // namespace
}  // namespace strongroom::gateway
