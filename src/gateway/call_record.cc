#include "gateway/call_record.h"

#include "base/arn.h"
#include "gateway/user_identity.h"
#include "wire/error_names.h"
#include "wire/json_writer.h"

#include <algorithm>
#include <utility>

namespace strongroom::gateway {
namespace {

constexpr std::size_t kUsualSize = 1280;  // of one record
constexpr std::size_t kLongestName = 128;
constexpr std::string_view kKmsSource = "kms.amazonaws.com";

std::string_view event_source(wire::Service service) {
  switch (service) {
    case wire::Service::SecretsManager:
      return audit::kSecretsManagerSource;
    case wire::Service::Kms:
      return kKmsSource;
    case wire::Service::CloudTrail:
      return "cloudtrail.amazonaws.com";
    case wire::Service::Iam:
      return "iam.amazonaws.com";
    case wire::Service::Sts:
      return "sts.amazonaws.com";
  }
  return "";
}

std::string_view tls_details(const http::Request& request, Arena& arena) {
  if (request.tls_version.empty()) return {};
  ArenaText text(arena);
  wire::JsonWriter json(text);
  json.begin_object();
  json.plain_key("tlsVersion");
  json.string(request.tls_version);
  json.plain_key("cipherSuite");
  json.string(request.tls_cipher_suite);
  if (const std::string_view host = request.header("host"); !host.empty()) {
    json.plain_key("clientProvidedHostHeader");
    json.string(host.substr(0, kLongestName));
  }
  json.end_object();
  return text.view();
}

/// The key id in `Credential=AKID/date/...`, in the header or in a presigned URL.
std::string_view claimed_key(const http::Request& request) {
  for (const std::string_view text : {request.header("authorization"), request.target}) {
    constexpr std::string_view kName = "Credential=";
    const std::size_t at = text.find(kName);
    if (at == std::string_view::npos) continue;
    const std::string_view id = text.substr(at + kName.size());
    return id.substr(0, id.find_first_of("/%"));
  }
  return {};
}

struct TypeOfArn {
  std::string_view service;
  std::string_view resource;  ///< What the last part begins with.
  std::string_view type;
};
constexpr TypeOfArn kTypes[] = {
    {"secretsmanager", "secret:", audit::kSecretType},
    {"kms", "key/", "AWS::KMS::Key"},
    {"kms", "alias/", "AWS::KMS::Alias"},
    {"iam", "role/", "AWS::IAM::Role"},
    {"iam", "user/", "AWS::IAM::User"},
    {"iam", "group/", "AWS::IAM::Group"},
    {"iam", "policy/", "AWS::IAM::Policy"},
    {"iam", "oidc-provider/", "AWS::IAM::OIDCProvider"},
};

/// Nothing for what is no ARN of one thing.
std::optional<audit::Resource> resource_of(std::string_view arn) {
  const auto parts = parse_arn(arn);
  if (!parts || arn.find('*') != std::string_view::npos) return std::nullopt;
  audit::Resource resource{.arn = arn, .account = parts->account, .type = {}};
  for (const TypeOfArn& type : kTypes) {
    if (parts->service == type.service && parts->resource.starts_with(type.resource)) {
      resource.type = type.type;
    }
  }
  return resource;
}

/// A name that nobody has checked: only if it can be one.
std::string_view plausible(std::string_view name) {
  const bool plain = std::ranges::all_of(name, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
  return plain && name.size() <= kLongestName ? name : std::string_view();
}

}  // namespace

CallRecord::CallRecord(const http::Request& request, wire::Service service,
                       std::string_view request_id, Timestamp now, Arena& arena)
    : request_(request),
      service_(service),
      arena_(arena),
      resources_(&arena),
      further_ids_(&arena),
      key_uses_(&arena) {
  event_.request_id = request_id;
  event_.time = now;
  event_.event_source = event_source(service);
  event_.source_address = request.peer_address;
  event_.user_agent = request.header("user-agent");
  event_.tls_details = tls_details(request, arena);
}

void CallRecord::claim(const iam::AccessKeys& keys) {
  const std::string_view id = claimed_key(request_);
  event_.user_identity = unknown_identity(id, arena_);
  if (const iam::AccessKeyPtr key = keys.find(id)) {
    event_.account = arena_.copy(key->principal.account);
  }
}

void CallRecord::identify(const AuthenticatedCaller& caller) {
  caller_ = caller.caller.get();
  event_.account = caller_->account;
  event_.user_identity = user_identity(caller, arena_);
  // cloudtrail contract 2, policy contract 4.3: IAM is one for all Regions.
  event_.region = service_ == wire::Service::Iam ? "us-east-1" : caller.region;
}

void CallRecord::name(std::string_view operation, bool read_only) {
  event_.event_name = plausible(operation);
  event_.read_only = read_only;
}

void CallRecord::take(const ops::OperationContext& context) {
  const audit::Details& details = context.record;
  event_.request_parameters = details.request_parameters;
  event_.response_elements = details.response_elements;
  event_.additional_data = details.additional_data;
  if (!details.user_identity.empty()) event_.user_identity = details.user_identity;
  further_ = details.further;
  resources_.clear();
  if (const auto resource = resource_of(arena_.copy(context.resource_arn))) {
    // What a role's trust decides is of the role's account, also for a token without an account.
    if (event_.account.empty()) event_.account = resource->account;
    resources_.push_back(*resource);
  }
  resources_.insert(resources_.end(), details.resources.begin(), details.resources.end());
}

void CallRecord::fail(const Error& error) {
  const wire::ErrorName name = wire::error_name(service_, error.code());
  // cloudtrail contract 2: whatever the wire calls it.
  event_.error_code = error.code() == ErrorCode::AccessDenied ? "AccessDenied" : name.name;
  event_.error_message =
      arena_.copy(name.text.empty() ? std::string_view(error.message()) : name.text);
  event_.response_elements = {};
}

std::string_view CallRecord::lines() {
  next_id_ = 0;
  key_uses_.clear();
  ArenaText out(arena_, kUsualSize * (1 + further_.size()));
  audit::Event own = event_;
  own.event_id = own_id_.view();
  own.resources = resources_;
  append_for_both(out, own, resources_.empty() ? std::string_view() : resources_.front().account);
  for (const audit::FurtherEvent& further : further_) append_further(out, further);
  return out.view();
}

void CallRecord::append_further(ArenaText& out, const audit::FurtherEvent& further) {
  using Kind = audit::FurtherEvent::Kind;
  audit::Event event = event_;
  event.event_id = next_id();
  event.event_source = further.event_source;
  event.event_name = further.event_name;
  event.read_only = further.read_only;
  event.request_parameters = further.request_parameters;
  event.response_elements = {};
  event.additional_data = further.additional_data;
  event.error_code = further.error_code;
  event.error_message = further.error_message;
  if (!further.resource.arn.empty()) event.resources = std::span(&further.resource, 1);
  if (further.kind != Kind::PartOfCall) {
    event.source_address = event.user_agent = event_.event_source;
    event.tls_details = {};
  }
  if (further.kind == Kind::OnBehalf) event.invoked_by = event_.event_source;
  if (further.kind == Kind::ServiceEvent) {
    event.type = audit::Event::Type::Service;
    event.user_identity = audit::service_identity(event_.account, event_.event_source, arena_);
    return audit::append_line(out, event);
  }
  append_for_both(out, event, further.resource.account);
}

void CallRecord::append_for_both(ArenaText& out, audit::Event event, std::string_view owner) {
  const bool shared = caller_ != nullptr && is_account_id(caller_->account) &&
                      is_account_id(owner) && owner != caller_->account;
  if (!shared) return append_one(out, event);
  event.shared_event_id = next_id();
  append_one(out, event);
  event.event_id = next_id();
  event.account = owner;
  event.user_identity = foreign_identity(*caller_, arena_);
  append_one(out, event);
}

void CallRecord::append_one(ArenaText& out, const audit::Event& event) {
  audit::append_line(out, event);
  if (event.event_source != kKmsSource || !event.error_code.empty()) return;
  for (const audit::Resource& resource : event.resources) {
    // The owner of a key finds its use by the id of his own record.
    if (event.account != event_.account && event.account != resource.account) continue;
    key_uses_.push_back({.key_arn = resource.arn,
                         .operation = event.event_name,
                         .at = event.time,
                         .event_id = event.event_id,
                         .request_id = event.request_id});
  }
}

std::string_view CallRecord::next_id() {
  if (next_id_ == further_ids_.size()) further_ids_.emplace_back();
  return arena_.copy(further_ids_[next_id_++].view());
}

}  // namespace strongroom::gateway
