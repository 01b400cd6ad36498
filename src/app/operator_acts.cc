#include "app/operator_acts.h"

#include "app/export_key_rotation.h"
#include "app/listed_use.h"
#include "app/operator_message.h"
#include "app/unused_secrets.h"
#include "base/log.h"
#include "gateway/principal_explanation.h"

#include <boost/json.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

namespace strongroom::app {
namespace {

using boost::json::object;

std::unexpected<Error> misunderstood(std::string_view what) {
  return failure(ErrorCode::InvalidInput, std::string(what));
}

Result<std::vector<gateway::GivenContext>> context_of(const object& request) {
  std::vector<gateway::GivenContext> context;
  const boost::json::value* given = request.if_contains("context");
  if (given == nullptr) return context;
  if (!given->is_object()) return misunderstood("context: not an object.");
  for (const auto& [key, values] : given->get_object()) {
    if (!values.is_array() || values.get_array().empty()) {
      return misunderstood("context: not lists of texts.");
    }
    gateway::GivenContext& entry = context.emplace_back();
    entry.key = key;
    for (const boost::json::value& value : values.get_array()) {
      if (!value.is_string()) return misunderstood("context: not lists of texts.");
      entry.values.emplace_back(value.get_string());
    }
  }
  return context;
}

Result<std::string> refusals_of(const gateway::Refusals& refusals, std::string_view request_id) {
  std::string text;
  for (const auto& refusal : refusals.of_request(request_id)) {
    text += fmt::format("{:%FT%TZ} request {}\n{}",
                        fmt::gmtime(std::chrono::system_clock::to_time_t(refusal.at)), request_id,
                        refusal.text);
  }
  if (!text.empty()) return text;
  return failure(
      ErrorCode::NoSuchEntity,
      fmt::format("no refusal of request {} is in memory: the last {} are kept until the "
                  "server ends, and only those by policies.",
                  request_id, gateway::Refusals::kMost));
}

Result<std::string> explained(const OpenStore& store, const ops::Services& services,
                              const gateway::Refusals& refusals, const object& request) {
  if (request.contains("request_id"))
    return refusals_of(refusals, text_member(request, "request_id"));
  SR_TRY(auto context, context_of(request));
  return gateway::explain_access(services,
                                 {.principal = std::string(text_member(request, "principal")),
                                  .action = std::string(text_member(request, "action")),
                                  .resource = std::string(text_member(request, "resource")),
                                  .context = std::move(context)},
                                 store.clock->now());
}

Result<std::string_view> shown(Result<iam::AccessKeyPtr> made, Arena& arena) {
  SR_TRY(const iam::AccessKeyPtr key, std::move(made));
  return message_of({{"user", key->principal.arn},
                     {"access_key_id", key->id},
                     {"secret_access_key", text_of(key->secret.reveal())}},
                    arena);
}

}  // namespace

Result<std::string_view> OperatorActs::perform(std::string_view line, Arena& arena) {
  SR_TRY(const object request, parse_message(line, arena));
  const std::string_view act = text_member(request, "act");
  const std::string_view account = text_member(request, "account");
  if (act == "init") return shown(administration_.make_first_administrator(account), arena);
  if (act == "create-account") return shown(administration_.make_account(account), arena);
  if (act == "run-jobs") {
    run_jobs_();
    SR_CHECK(record_operator_act(store_, "RunJobs", {}, nullptr));
    return message_of({}, arena);
  }
  if (act == "audit-public-key") return message_of({{"text", store_.audit_public_keys()}}, arena);
  if (act == "audit-export") return begin_export(arena);
  if (act == "audit-sign") {
    SR_TRY(const std::string signature, store_.export_key->sign(text_member(request, "fingerprint"),
                                                                text_member(request, "text")));
    return message_of({{"signature", signature}}, arena);
  }
  if (act == "audit-rotate-key") {
    SR_TRY(const std::string fingerprint, rotate_export_key(store_));
    return message_of({{"fingerprint", fingerprint}}, arena);
  }
  if (act == "list-unused") return unused(text_member(request, "unused_for"), arena);
  if (act == "list-use") return use(text_member(request, "secret"), arena);
  if (act != "explain") return misunderstood("the request names no act that this server knows.");
  const auto text = explained(store_, services_, refusals_, request);
  SR_CHECK(record_operator_act(store_, "Explain", text_member(request, "resource"),
                               text ? nullptr : &text.error()));
  if (!text) return std::unexpected(text.error());
  return message_of({{"text", *text}}, arena);
}

Result<std::string_view> OperatorActs::begin_export(Arena& arena) {
  const auto key = store_.export_key->public_key();
  SR_CHECK(record_operator_act(store_, "ExportAudit", {}, key ? nullptr : &key.error()));
  if (!key) return std::unexpected(key.error());
  return message_of({{"fingerprint", key->fingerprint}}, arena);
}

Result<std::string_view> OperatorActs::unused(std::string_view unused_for, Arena& arena) {
  const auto days = parse_days(unused_for);
  SR_CHECK(record_operator_act(store_, "ListUnusedSecrets", {}, days ? nullptr : &days.error()));
  if (!days) return std::unexpected(days.error());
  return message_of({{"text", unused_secrets(*store_.secrets, *days, store_.clock->now())}}, arena);
}

Result<std::string_view> OperatorActs::use(std::string_view secret, Arena& arena) {
  const auto text = listed_use(*store_.secrets, secret);
  SR_CHECK(record_operator_act(store_, "ListSecretUse", secret, text ? nullptr : &text.error()));
  if (!text) return std::unexpected(text.error());
  return message_of({{"text", *text}}, arena);
}

std::string_view OperatorActs::answer(std::string_view line, Arena& arena) {
  try {
    const auto answer = perform(line, arena);
    return answer ? *answer : message_of({{"error", answer.error().message()}}, arena);
  } catch (const std::exception& fault) {
    log::error("operator: {}", fault.what());
    return message_of({{"error", "an error occurred in the server; its log says which."}}, arena);
  }
}

}  // namespace strongroom::app
