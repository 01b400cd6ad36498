#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class AnswerSink final : public OutputSink {
 public:
  explicit AnswerSink(Arena& arena) : body_(arena) {}

  void put(std::span<const wire::Field> fields, const void* output) override {
    wire::encode(fields, output, body_);
  }

  Answer answer() const {
    Answer answer{.error = std::nullopt, .body = std::string(body_.view()), .json = {}};
    if (!answer.body.empty()) answer.json = boost::json::parse(answer.body).as_object();
    return answer;
  }

 private:
  ArenaText body_;
};

}  // namespace

Result<void> RecordingAuthorizer::require(const policy::AccessRequest& access) {
  Asked copy{.action = std::string(access.action),
             .resource = std::string(access.resource),
             .resource_account = std::string(access.resource_account),
             .context = {}};
  for (const policy::ConditionKey& key : access.context) {
    copy.context.emplace_back(key.name,
                              std::vector<std::string>(key.values.begin(), key.values.end()));
  }
  for (const policy::Tag& tag : access.resource_tags) {
    copy.context.emplace_back("aws:ResourceTag/" + tag.key, std::vector{tag.value});
  }
  asked.push_back(std::move(copy));
  const bool refused = std::ranges::any_of(denied, [&](const auto& denial) {
    return denial.first == access.action && access.resource.starts_with(denial.second);
  });
  if (refused) return failure(ErrorCode::AccessDenied, "denied by the test");
  return {};
}

std::string Answer::text(std::string_view member) const {
  const auto* value = json.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string Answer::part(std::string_view pointer) const {
  boost::json::error_code absent;
  const boost::json::value whole(json);
  const auto* found = whole.find_pointer(pointer, absent);
  return found == nullptr ? "absent" : boost::json::serialize(*found);
}

OperationTest::OperationTest()
    : page_tokens_(keyring_.current(keyring::KeyKind::Token).key.reveal()) {
  EXPECT_TRUE(kms_.load());
  EXPECT_TRUE(identity_.load());
  EXPECT_TRUE(secrets_.load());
}

OperationContext OperationTest::new_context(Arena& arena) {
  return {.services = services_,
          .authorizer = authorizer,
          .caller = *caller_,
          .access_key_id = "test",
          .partition = {.account = std::string(kAccount), .region = std::string(kRegion)},
          .request_id = "request",
          .now = clock.now(),
          .arena = arena,
          .secret = nullptr,
          .audit_note = [] { return Bytes(4); },
          .committed = {},
          .resource_arn = {}};
}

Answer OperationTest::call(std::string_view operation, std::string_view body) {
  const auto entry = std::ranges::find(operations(), operation, &OperationEntry::name);
  const auto refused = [](Error error) {
    return Answer{.error = std::move(error), .body = {}, .json = {}};
  };
  Arena arena;
  void* const input = entry->new_input(arena);
  if (auto decoded = wire::decode(entry->input, body, input, arena); !decoded) {
    return refused(decoded.error());
  }
  OperationContext context = new_context(arena);
  AnswerSink sink(arena);
  while (true) {
    const auto access = entry->access(context, input);
    if (!access) return refused(access.error());
    if (auto allowed = authorizer.require(*access); !allowed) return refused(allowed.error());
    // What another client does between decision and commit.
    if (auto meanwhile = std::exchange(before_handle, nullptr)) meanwhile();
    const auto outcome = sync_wait(entry->handle(context, input, sink));
    if (!outcome && outcome.error().code() == ErrorCode::Conflict) continue;
    commits = context.committed.size();
    resource_arn = context.resource_arn;
    return outcome ? sink.answer() : refused(outcome.error());
  }
}

std::string OperationTest::create(std::string_view name, std::string_view value, char c) {
  const Answer answer =
      call("CreateSecret",
           fmt::format(R"({{"Name":"{}","SecretString":"{}","ClientRequestToken":"{}"}})", name,
                       value, token(c)));
  EXPECT_THAT(answer, Succeeds());
  return answer.text("ARN");
}

Answer OperationTest::put(std::string_view name, std::string_view value, char c,
                          std::string_view labels) {
  const std::string stages =
      labels.empty() ? std::string() : fmt::format(R"(,"VersionStages":{})", labels);
  return call("PutSecretValue",
              fmt::format(R"({{"SecretId":"{}","SecretString":"{}","ClientRequestToken":"{}"{}}})",
                          name, value, token(c), stages));
}

std::string OperationTest::labels(std::string_view name) {
  return call("DescribeSecret", fmt::format(R"({{"SecretId":"{}"}})", name))
      .part("/VersionIdsToStages");
}

void OperationTest::schedule_deletion(std::string_view name) {
  EXPECT_THAT(call("DeleteSecret", fmt::format(R"({{"SecretId":"{}"}})", name)), Succeeds());
}

secrets::SecretPtr OperationTest::secret(std::string_view name) const {
  return secrets_.catalog().find({.account = std::string(kAccount), .region = std::string(kRegion)},
                                 name);
}

void OperationTest::add_placeholder(std::string_view name, char c) {
  secrets::SecretChange change;
  change.seen = secret(name);
  change.changed = *change.seen;
  secrets::Version& version = change.changed.versions.emplace_back();
  version.id = token(c);
  version.created = clock.now();
  version.labels.add(secrets::kPending);
  EXPECT_TRUE(sync_wait(secrets_.commit(std::move(change), std::nullopt)));
}

}  // namespace strongroom::ops::secretsmanager::testing
